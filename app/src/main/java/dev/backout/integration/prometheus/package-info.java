/// Asks Prometheus by its HTTP API.
package dev.backout.integration.prometheus;
