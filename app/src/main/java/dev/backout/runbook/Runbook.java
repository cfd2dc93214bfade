package dev.backout.runbook;

import dev.backout.gate.Gate;
import dev.backout.integration.command.ShellCommand;
import dev.backout.watch.Watch;

import java.util.List;

/// What an environment of `backout.yaml` says about an incident: only what stands there is done.
///
/// @param before commands that come first of all
/// @param pausing how writes are paused
/// @param application what brings the old release back, in this order
/// @param gates what has to hold before writes go on
/// @param after commands that come when all is verified
/// @param watch what is watched at the end
public record Runbook(
        List<ShellCommand> before,
        Pausing pausing,
        List<Release> application,
        List<Gate> gates,
        List<ShellCommand> after,
        Watch watch) {
    /// Nothing but the database.
    public static final Runbook NONE =
            new Runbook(List.of(), Pausing.NONE, List.of(), List.of(), List.of(), Watch.NONE);

    /// Copies the lists.
    public Runbook {
        before = List.copyOf(before);
        application = List.copyOf(application);
        gates = List.copyOf(gates);
        after = List.copyOf(after);
    }
}
