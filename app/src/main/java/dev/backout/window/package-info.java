/// When work on a database may begin: the maintenance window.
package dev.backout.window;
