/// Asks HTTP servers, one address at a time, within a time limit and with a bounded answer.
package dev.backout.integration.http;
