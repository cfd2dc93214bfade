package dev.backout.plan;

import dev.backout.database.OneProcessor;
import dev.backout.database.SessionZone;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Questions to a live database that must not hurt it: each in a read-only transaction of its own,
/// with time limits, on one of the server's processors, rolled back at once. For one thread.
public final class LiveQueries {
    private final Connection connection;
    private final String settings;

    /// @param connection in autocommit mode; left as it was
    /// @param patience how long one question may take
    /// @param lockPatience how long it may wait behind a lock
    public LiveQueries(Connection connection, Duration patience, Duration lockPatience) {
        this.connection = connection;
        this.settings =
                """
                begin transaction isolation level read committed read only;
                set local statement_timeout = %d;
                set local lock_timeout = %d;
                set local row_security = off;
                set local search_path = pg_catalog, pg_temp;
                %s\
                """
                        .formatted(
                                patience.toMillis(), lockPatience.toMillis(), OneProcessor.LOCAL);
    }

    private LiveQueries(Connection connection, String settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /// The same, where texts of values look alike whoever asks.
    public LiveQueries inFixedForms() {
        return new LiveQueries(
                connection,
                settings
                        + """
                        ; set local datestyle = 'ISO, YMD'; set local intervalstyle = postgres;
                        set local timezone = 'UTC'; set local extra_float_digits = 1;
                        set local bytea_output = hex; set local xmlbinary = base64;
                        set local lc_monetary = 'C'\
                        """);
    }

    /// The time zone in which statements of this login convert values.
    public SessionZone zone() {
        try {
            return SessionZone.of(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "asking for the time zone failed", e);
        }
    }

    /// One number, or null when it is not to be had in time, or not at all.
    public @Nullable Long number(String sql) {
        List<List<String>> rows = ask(sql);
        return rows == null || rows.isEmpty() || rows.getFirst().getFirst().isEmpty()
                ? null
                : Long.valueOf(rows.getFirst().getFirst());
    }

    /// All rows as texts, NULL as an empty one; null when they are not to be had in time, or not at
    /// all.
    public @Nullable List<List<String>> ask(String sql) {
        try (Statement statement = connection.createStatement()) {
            try {
                return rows(statement, sql);
            } finally {
                statement.execute("rollback");
            }
        } catch (SQLException e) {
            if (SqlFailure.state(e).startsWith("08") || SqlFailure.state(e).startsWith("57P")) {
                throw SqlFailure.of(
                        ErrorCode.DATABASE_UNREACHABLE, "counting on the database failed", e);
            }
            // A time limit, a lock, a right, a name that is not there yet: nobody can tell.
            return null;
        }
    }

    /// Settings and question are sent at once; the settings answer nothing.
    private List<List<String>> rows(Statement statement, String sql) throws SQLException {
        boolean answered = statement.execute(settings + "\n;\n" + sql);
        while (!answered && statement.getUpdateCount() != -1) {
            answered = statement.getMoreResults();
        }
        try (ResultSet found = Objects.requireNonNull(statement.getResultSet())) {
            int width = found.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    String text = found.getString(i);
                    row.add(text == null ? "" : text);
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
