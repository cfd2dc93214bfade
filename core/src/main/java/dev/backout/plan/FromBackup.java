package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.vault.taken.Taken;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What a plan takes out of a backup, since nobody kept it: whoever carries the plan out applies
/// the migration to the rows of the backup once more, and brings what that destroys into the vault.
///
/// @param source which backup
/// @param migration the migration that destroyed it
/// @param script its script
/// @param tables whose rows have to be read
/// @param writes those of them whose rows the migration writes
/// @param captures what is loaded, in the order of destruction
/// @param unknown rows of which nobody can tell whether the migration or the application deleted or
///   changed them; they do not return by themselves
/// @param lacking what the backup cannot hold, one sentence each
public record FromBackup(
        Source source,
        String migration,
        String script,
        List<Address> tables,
        List<Address> writes,
        List<Taken> captures,
        List<Casualty> unknown,
        List<String> lacking) {
    /// Copies the lists.
    public FromBackup {
        tables = List.copyOf(tables);
        writes = List.copyOf(writes);
        captures = List.copyOf(captures);
        unknown = List.copyOf(unknown);
        lacking = List.copyOf(lacking);
    }

    /// A backup.
    ///
    /// @param place a file or a folder, or the address of an instance without a password
    /// @param kind what kind of place that is
    /// @param identity by which it is known again: the SHA-256 of a file, the system identifier and
    ///   the database of an instance
    /// @param taken the moment that it shows, or null when it does not say
    /// @param bytes its size
    public record Source(
            String place, Kind kind, String identity, @Nullable Instant taken, long bytes) {
        /// Its name, for people.
        public String name() {
            return kind == Kind.INSTANCE ? place : place.substring(place.lastIndexOf('/') + 1);
        }

        /// `the backup of 2026-11-03 02:00`.
        public String text() {
            return taken == null
                    ? "the backup " + name()
                    : "the backup of %s".formatted(minute(taken));
        }

        private static String minute(Instant instant) {
            return instant.toString().substring(0, "2026-11-03T02:00".length()).replace('T', ' ');
        }
    }

    /// Where a backup is.
    public enum Kind {
        /// A file or a folder that pg_dump wrote.
        DUMP,
        /// A server that was restored, or a replica that was held back.
        INSTANCE
    }

    /// What the vault says of where the captures come from.
    ///
    /// @param run that loads them
    public String origin(String run) {
        return "%s, by run %s".formatted(source.text().replaceFirst("^the ", ""), run);
    }
}
