package dev.backout.run;

import dev.backout.database.SessionZone;
import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;

/// The settings of a session that matter to what a statement does, as the session of a migration
/// tool has them: those of the role, the database and the server. Whoever read the catalog in a
/// session left it with others, and so did the driver.
///
/// @param searchPath what the role has by default
/// @param zone the time zone that the role has by default
record ClientSettings(String searchPath, SessionZone zone) {
    private static final String AS_CONFIGURED =
            """
            reset datestyle; reset intervalstyle; reset extra_float_digits; reset bytea_output;
            reset xmlbinary; reset lc_monetary; reset quote_all_identifiers;
            reset standard_conforming_strings;
            reset plan_cache_mode; reset enable_seqscan; reset enable_bitmapscan;
            reset enable_hashjoin; reset enable_mergejoin; reset jit\
            """;

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
        Sql.execute(connection, AS_CONFIGURED);
        if (local) {
            SessionSettings.local(connection, "search_path", searchPath);
        } else {
            SessionSettings.session(connection, "search_path", searchPath);
        }
        zone.enter(connection, local);
    }
}
