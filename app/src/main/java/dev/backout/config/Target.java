package dev.backout.config;

import dev.backout.database.DatabaseAddress;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The database that a command works on.
///
/// @param address where it is
/// @param origin where the URL came from: `DATABASE_URL of .env`
/// @param environment its name in `backout.yaml`, or null when none names it
/// @param production whether mistakes hurt: true unless an environment says otherwise
/// @param lockTimeout how long a statement of a run waits for a lock
/// @param recordSchema the schema that holds the records of its runs
/// @param publishing whether it is accepted that publications of all tables send what is written
///   there
/// @param maxLock how long a way back may hold its locks, or null when nobody says
public record Target(
        DatabaseAddress address,
        String origin,
        @Nullable String environment,
        boolean production,
        Duration lockTimeout,
        String recordSchema,
        boolean publishing,
        @Nullable Duration maxLock) {
    /// Where no publication sends what is written there.
    public Target(
            DatabaseAddress address,
            String origin,
            @Nullable String environment,
            boolean production,
            Duration lockTimeout,
            String recordSchema) {
        this(address, origin, environment, production, lockTimeout, recordSchema, false, null);
    }

    /// What was found and why, one line each, for people; no password.
    public List<String> found() {
        List<String> lines = new ArrayList<>();
        String kind = production ? "production" : "not production";
        String named =
                environment == null
                        ? "no environment of backout.yaml names it, so it is treated as production"
                        : "environment %s, %s".formatted(environment, kind);
        lines.add(
                "database: %s as %s, schema %s (%s; %s)"
                        .formatted(
                                address.place(), address.user(), address.schema(), origin, named));
        if (address.pooled()) {
            lines.add(
                    "note: this goes through a pooler, where the migration tool's lock does not"
                            + " hold; set "
                            + address.direct());
        }
        address.notes().forEach(note -> lines.add("note: " + note));
        return lines;
    }
}
