/// Pausing writes in a cluster, and giving everything back as it was.
package dev.backout.integration.kubernetes.pause;
