package dev.backout.integration.pgdump;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What a restore gave.
///
/// @param tool `pg_restore 15.14`
/// @param entries how many entries the dump has
/// @param failures what could not be restored and why, one half sentence each
/// @param beforehand extensions that were made by the superuser beforehand, in schema public
/// @param took how long it took
public record RestoreReport(
        String tool, int entries, List<String> failures, List<String> beforehand, Duration took) {
    /// Copies the lists.
    public RestoreReport {
        failures = List.copyOf(failures);
        beforehand = List.copyOf(beforehand);
    }

    /// The same with what else could not be restored.
    public RestoreReport with(List<String> more) {
        List<String> all = Stream.concat(failures.stream(), more.stream()).distinct().toList();
        return new RestoreReport(tool, entries, all, beforehand, took);
    }
}
