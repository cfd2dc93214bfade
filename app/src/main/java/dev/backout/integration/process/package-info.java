/// Programs that are started, fed, listened to and ended with this process.
package dev.backout.integration.process;
