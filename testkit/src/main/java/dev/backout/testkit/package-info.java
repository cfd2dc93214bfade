/// Never shipped: golden cases, random schemas and migrations, servers.
package dev.backout.testkit;
