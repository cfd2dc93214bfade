/// Messages to whatever takes JSON over HTTP.
package dev.backout.integration.webhook;
