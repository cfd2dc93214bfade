package dev.backout.backup;

import dev.backout.error.Counted;
import dev.backout.plan.DatabaseIdentity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What is written down about a dump when it is taken, so that somebody can tell later whether it
/// is the same and whether a restore gave everything back.
///
/// @param id the backup's name
/// @param database of which database
/// @param began the moment that the dump shows
/// @param took how long it took
/// @param whole whether the rows of all tables are in it
/// @param tool `pg_dump 18.1`
/// @param serverMajor the server's major version
/// @param format how the rows are kept
/// @param bytes the size of the file, or of all files of the folder
/// @param tableBytes how big the tables whose rows are in it were, without indexes
/// @param sha256 see [Checksums]
/// @param entries how many entries `pg_restore --list` shows
/// @param schema what the schema looked like
/// @param counts rows by table, as of the dump's own snapshot, of the tables whose rows are in it
public record Manifest(
        String id,
        DatabaseIdentity database,
        Instant began,
        Duration took,
        boolean whole,
        String tool,
        int serverMajor,
        Format format,
        long bytes,
        long tableBytes,
        String sha256,
        int entries,
        SchemaMarks schema,
        Map<String, Long> counts) {
    /// How a dump is kept.
    public enum Format {
        /// One file, `.dump`.
        CUSTOM(".dump"),
        /// A folder with a file for each table, `.dir`.
        DIRECTORY(".dir");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /// How names of such dumps end.
        public String ending() {
            return ending;
        }
    }

    /// Sorts the counts.
    public Manifest {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /// How many rows are in it.
    public long rows() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// What is in it, for people: `whole database shop, 12 tables, 3,500 rows`.
    public String contents() {
        String what =
                whole
                        ? "whole database %s".formatted(database.name())
                        : "schema of %s with the rows of %s"
                                .formatted(database.name(), Sizes.some(counts.keySet().stream()));
        return "%s, %s, %s"
                .formatted(what, Counted.of(counts.size(), "table"), Counted.of(rows(), "row"));
    }
}
