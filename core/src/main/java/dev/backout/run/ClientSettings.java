package dev.backout.run;

import dev.backout.database.Pipeline;
import dev.backout.database.SessionZone;
import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The settings of a session that matter to what a statement does, as the session of a migration
/// tool has them: those of the role, the database and the server. Whoever read the catalog in a
/// session left it with others, and so did the driver.
///
/// @param searchPath what the role has by default
/// @param zone the time zone that the role has by default
record ClientSettings(String searchPath, SessionZone zone) {
    private static final List<String> AS_CONFIGURED =
            List.of(
                    "datestyle",
                    "intervalstyle",
                    "extra_float_digits",
                    "bytea_output",
                    "xmlbinary",
                    "lc_monetary",
                    "quote_all_identifiers",
                    "standard_conforming_strings",
                    "plan_cache_mode",
                    "enable_seqscan",
                    "enable_bitmapscan",
                    "enable_hashjoin",
                    "enable_mergejoin",
                    "jit");

    /// Reads them.
    ///
    /// @param connection as it is when it begins
    static ClientSettings of(Connection connection) throws SQLException {
        String path =
                Sql.first(
                        connection,
                        "select pg_catalog.current_setting('search_path')",
                        row -> row.getString(1));
        if (path == null) {
            throw new SQLException("the server does not know its search path");
        }
        return new ClientSettings(path, SessionZone.of(connection));
    }

    /// Gives them to a session.
    ///
    /// @param local until the transaction ends; what is only reset stays reset
    void enter(Connection connection, boolean local) throws SQLException {
        Pipeline settings = new Pipeline(connection);
        // The driver takes a RESET with `all` in it, as of quote_all_identifiers, for RESET ALL,
        // and throws away what it has prepared, to be planned anew under the locks.
        AS_CONFIGURED.forEach(one -> settings.run("set %s to default".formatted(one)));
        SessionSettings.set(settings, "search_path", searchPath, local);
        SessionSettings.set(settings, "TimeZone", zone.name(), local);
        settings.send();
    }
}
