package dev.backout.integration.pgdump;

import dev.backout.backup.TableName;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Counts rows while pg_dump works, so that it costs no time of its own. Closing ends it.
final class Counting implements AutoCloseable {
    private final Connection session;
    private final FutureTask<Map<String, Long>> task;

    Counting(DumpMoment moment, List<TableName> tables) throws SQLException {
        this.session = moment.session();
        Callable<Map<String, Long>> work = () -> counts(session, tables);
        this.task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
    }

    /// Rows by table, when all is counted.
    Map<String, Long> result() throws SQLException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("counting failed otherwise than by SQL", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while counting", "57014", e);
        }
    }

    private static Map<String, Long> counts(Connection session, List<TableName> tables)
            throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = session.createStatement()) {
            for (TableName table : tables) {
                String sql = "select count(*) from only " + table.text();
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    counts.put(table.text(), row.getLong(1));
                }
            }
        }
        return counts;
    }

    @Override
    public void close() throws SQLException {
        if (task.isDone()) {
            session.close();
        } else {
            task.cancel(false);
            session.unwrap(PGConnection.class).cancelQuery();
            // The thread may be between two statements, where a cancel is lost.
            session.abort(Runnable::run);
        }
    }
}
