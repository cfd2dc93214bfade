package dev.backout.migration.supabase;

import org.jspecify.annotations.Nullable;

/// Where the history is: the tool knows no other place.
final class HistoryTable {
    static final String SCHEMA = "supabase_migrations";
    static final String SQL = SCHEMA + ".schema_migrations";
    static final String SEEDS = SCHEMA + ".seed_files";
    static final String VERSION = "version";
    static final String NAME = "name";
    static final String STATEMENTS = "statements";
    private static final int ENOUGH = 12;

    private HistoryTable() {}

    /// The identity of a row. A version is given again after its row was deleted, so what was
    /// applied belongs to it.
    ///
    /// @param checksum of the statements, or null when the row keeps none
    static String key(String version, @Nullable String checksum) {
        return checksum == null ? version : version + "-" + checksum.substring(0, ENOUGH);
    }
}
