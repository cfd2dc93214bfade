package dev.backout.demo.incident;

import java.time.Duration;

/// How large the evening is.
///
/// @param visitors how many people order at the same time
/// @param instances how many processes the shop has
/// @param phase how long it is watched before, with and after the bad release
/// @param orders how many orders there are beforehand, besides the few of the project
public record IncidentSettings(int visitors, int instances, Duration phase, long orders) {
    /// What `backout demo --incident` has.
    public static final IncidentSettings USUAL =
            new IncidentSettings(6, 2, Duration.ofSeconds(10), 0);

    /// The same with so many orders beforehand.
    public IncidentSettings withOrders(long many) {
        return new IncidentSettings(visitors, instances, phase, many);
    }
}
