/// What Backout hands to Kubernetes.
package dev.backout.integration.kubernetes;
