/// Messages as Slack's incoming webhooks take them.
package dev.backout.integration.slack;
