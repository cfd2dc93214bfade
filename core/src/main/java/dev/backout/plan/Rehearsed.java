package dev.backout.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What was seen when a plan was carried out on a copy of its database.
///
/// @param copy which copy, for people
/// @param serverVersion the copy's server
/// @param at when
/// @param took all steps together
/// @param steps what each step took
/// @param deviations what was not as it has to be afterwards; empty when all was well
/// @param lacking what the copy lacked of the database that it is a copy of
public record Rehearsed(
        String copy,
        String serverVersion,
        Instant at,
        Duration took,
        List<Step> steps,
        List<String> deviations,
        List<String> lacking) {
    /// Copies the lists.
    public Rehearsed {
        steps = List.copyOf(steps);
        deviations = List.copyOf(deviations);
        lacking = List.copyOf(lacking);
    }

    /// The same, said of a copy that was made for it.
    public Rehearsed of(String name, List<String> without) {
        return new Rehearsed(name, serverVersion, at, took, steps, deviations, without);
    }

    /// One step of it.
    ///
    /// @param title what it does
    /// @param took how long
    /// @param seen what the journal says of it: locks that were held, rows that went
    public record Step(String title, Duration took, String seen) {}
}
