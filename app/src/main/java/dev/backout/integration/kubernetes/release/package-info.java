/// Putting the old release of an application back.
package dev.backout.integration.kubernetes.release;
