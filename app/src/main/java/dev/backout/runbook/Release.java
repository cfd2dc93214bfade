package dev.backout.runbook;

import dev.backout.integration.command.ShellCommand;

/// One part of the application that goes back to its old release.
public sealed interface Release {
    /// By a command: Helm, Cloud Run, anything.
    record Command(ShellCommand command) implements Release {}
}
