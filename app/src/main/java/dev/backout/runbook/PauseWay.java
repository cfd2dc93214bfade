package dev.backout.runbook;

import dev.backout.integration.command.ShellCommand;
import dev.backout.integration.kubernetes.pause.PauseEntry;

/// One way of pausing writes.
public sealed interface PauseWay {
    /// By the database's own setting.
    ///
    /// @param endSessions whether sessions that are open already are ended; the setting reaches new
    ///   ones only
    record Database(boolean endSessions) implements PauseWay {}

    /// By what is changed in a cluster.
    record Kubernetes(PauseEntry entry) implements PauseWay {}

    /// By a command, whose `undo` resumes them.
    record Command(ShellCommand command) implements PauseWay {}
}
