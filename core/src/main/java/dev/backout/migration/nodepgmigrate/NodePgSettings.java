package dev.backout.migration.nodepgmigrate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// How a project uses node-pg-migrate: what it says on the command line or in its configuration.
///
/// @param schemas `--schema`: the search path of migrations, never empty
/// @param createSchemas `--create-schema`
/// @param history the history table
/// @param locking whether its advisory lock is taken, `--no-lock` turns it off
/// @param lockNumber `--lock-value`
/// @param checkOrder whether it insists on the order of what was applied, `--no-check-order`
/// @param ignorePattern `--ignore-pattern`: a regular expression over file names, or null for those
///   that begin with a dot
/// @param decamelize `--decamelize`
/// @param tsconfig `--tsconfig-paths`: `true`, or the path of a `tsconfig.json`, or null
/// @param timeLimit how long we run a migration that is not SQL, to learn what it sends
public record NodePgSettings(
        List<String> schemas,
        boolean createSchemas,
        HistoryTable history,
        boolean locking,
        long lockNumber,
        boolean checkOrder,
        @Nullable String ignorePattern,
        boolean decamelize,
        @Nullable String tsconfig,
        Duration timeLimit) {
    /// The number that stands in its source.
    public static final long LOCK = 7_241_865_325_823_964L;

    /// Some hundred migrations in TypeScript take five seconds.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    /// Copies the list.
    public NodePgSettings {
        schemas = List.copyOf(schemas);
    }

    /// Without any option.
    public static NodePgSettings usual() {
        return in(HistoryTable.usual("public"));
    }

    /// With a history table, and otherwise without any option.
    public static NodePgSettings in(HistoryTable history) {
        return new NodePgSettings(
                List.of(history.schema()),
                false,
                history,
                true,
                LOCK,
                true,
                null,
                false,
                null,
                TIME_LIMIT);
    }

    /// The same with another time limit.
    public NodePgSettings within(Duration limit) {
        return new NodePgSettings(
                schemas,
                createSchemas,
                history,
                locking,
                lockNumber,
                checkOrder,
                ignorePattern,
                decamelize,
                tsconfig,
                limit);
    }

    /// Where the history is.
    ///
    /// @param schema `--migrations-schema`, else the first of `--schema`
    /// @param table `--migrations-table`
    /// @param nameColumn `name`; the tool has no other, but tables of that shape are about
    /// @param timeColumn `run_on`, as well
    public record HistoryTable(String schema, String table, String nameColumn, String timeColumn) {
        /// The usual name of the table.
        public static final String TABLE = "pgmigrations";

        /// The usual name of the column with a migration's name.
        public static final String NAME = "name";

        /// The usual name of the column with the time.
        public static final String TIME = "run_on";

        /// As the tool makes it without any option.
        public static HistoryTable usual(String schema) {
            return new HistoryTable(schema, TABLE, NAME, TIME);
        }
    }
}
