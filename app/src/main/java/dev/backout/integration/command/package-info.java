/// Commands of `backout.yaml`: shell scripts of the user's own that are steps of a run, or answer a
/// question. No secret is on a command line, in a journal or in what is shown of their output.
package dev.backout.integration.command;
