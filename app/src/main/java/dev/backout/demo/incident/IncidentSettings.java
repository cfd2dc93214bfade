package dev.backout.demo.incident;

import java.time.Duration;

/// How large the evening is.
///
/// @param visitors how many people order at the same time
/// @param instances how many processes the shop has
/// @param phase how long it is watched before, with and after the bad release
/// @param watch how long the error rate is watched when writes go on
/// @param orders how many orders there are beforehand, besides the few of the project
public record IncidentSettings(
        int visitors, int instances, Duration phase, Duration watch, long orders) {
    /// What `backout demo --incident` has.
    public static final IncidentSettings USUAL =
            new IncidentSettings(6, 2, Duration.ofSeconds(10), Duration.ofSeconds(8), 0);

    /// The same with so many orders beforehand.
    public IncidentSettings withOrders(long many) {
        return new IncidentSettings(visitors, instances, phase, watch, many);
    }
}
