package dev.backout.deploy;

import java.time.Duration;
import java.util.List;

/// What a deployment did.
///
/// @param applied the migrations, in order
/// @param took how long all of it took
public record DeployReport(List<Applied> applied, Duration took) {
    /// Copies the list.
    public DeployReport {
        applied = List.copyOf(applied);
    }
}
