package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Settings of the session that our own statements need, whatever the migration has set: names and
/// types are written in full, texts of values lead back to the same values, no row is hidden, the
/// role is the one that owns the vault, and nothing is compiled, which takes the server a third of
/// a second, often under a lock, where it takes a few rows for many.
final class FixedSettings {
    private static final List<String> NAMES =
            List.of(
                    "role",
                    "search_path",
                    "row_security",
                    "DateStyle",
                    "IntervalStyle",
                    "extra_float_digits",
                    "jit");
    private static final List<String> VALUES =
            List.of("none", "pg_catalog, pg_temp", "off", "ISO, YMD", "postgres", "1", "off");
    private static final String READ =
            """
            select pg_catalog.array_agg(pg_catalog.current_setting(s.name) order by s.place)
            from pg_catalog.unnest(?::text[]) with ordinality as s (name, place)\
            """;
    private static final String WRITE =
            """
            select pg_catalog.set_config(s.name, s.value, true)
            from unnest(?::text[], ?::text[]) as s (name, value)\
            """;

    private FixedSettings() {}

    /// Does the work under these settings, in the open transaction. When it fails, so has the
    /// transaction, and the settings go with it.
    static <T> T during(Connection connection, Transactions.Work<T> work) throws SQLException {
        Pipeline begin = new Pipeline(connection);
        List<List<String>> before =
                begin.list(READ, row -> List.of((String[]) row.getArray(1).getArray()), NAMES);
        begin.run(WRITE, NAMES, VALUES).send();
        T result = work.run();
        Sql.list(connection, WRITE, row -> row.getString(1), NAMES, before.getFirst());
        return result;
    }

    /// Questions that are asked under these settings, in the open transaction: to be added, and
    /// then to be sent by [#send].
    static Pipeline asking(Connection connection) {
        return new Pipeline(connection)
                .often()
                .run("savepoint backout_settings")
                .run(WRITE, NAMES, VALUES)
                .run("set local plan_cache_mode to force_generic_plan");
    }

    /// Sends what began with [#asking]. The server itself puts back what was set before; since it
    /// tells nobody of another search path meanwhile, the driver keeps what it has prepared.
    static void send(Pipeline asked) throws SQLException {
        asked.run("rollback to savepoint backout_settings")
                .run("release savepoint backout_settings")
                .send();
    }
}
