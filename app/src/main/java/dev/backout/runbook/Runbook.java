package dev.backout.runbook;

/// What an environment of `backout.yaml` says about an incident: only what stands there is done.
///
/// @param pausing how writes are paused
public record Runbook(Pausing pausing) {
    /// Nothing but the database.
    public static final Runbook NONE = new Runbook(Pausing.NONE);
}
