package dev.backout.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Several of our own statements that go to the server at once, so that the way there and back is
/// waited for once. They run one after the other; when one fails, those behind it do not run.
/// Outside of a transaction they are one of their own. Arguments as in [Sql]. For one thread, once.
public final class Pipeline {
    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final List<Taker> takers = new ArrayList<>();
    private boolean often;

    /// Takes the rows of one answer in.
    @FunctionalInterface
    private interface Taker {
        void take(ResultSet rows) throws SQLException;
    }

    /// Nothing yet, for this session.
    public Pipeline(Connection connection) {
        this.connection = connection;
    }

    /// One more statement, whose answer nobody needs.
    ///
    /// @return this
    public Pipeline run(String sql, @Nullable Object... values) {
        add(sql, rows -> {}, values);
        return this;
    }

    /// One more query.
    ///
    /// @return its rows, as soon as it was sent
    public <T> List<T> list(String sql, Sql.Row<T> row, @Nullable Object... values) {
        List<T> found = new ArrayList<>();
        add(
                sql,
                rows -> {
                    while (rows.next()) {
                        found.add(row.read(rows));
                    }
                },
                values);
        return found;
    }

    /// Says that the session will be asked the same again soon, so that the server keeps what it
    /// has planned from the first time on. Only for what no change of the schema gives other
    /// columns.
    ///
    /// @return this
    public Pipeline often() {
        often = true;
        return this;
    }

    private void add(String sql, Taker taker, @Nullable Object... values) {
        statements.add(sql);
        takers.add(taker);
        arguments.addAll(Arrays.asList(values));
    }

    /// Sends all of it, and takes the answers in.
    ///
    /// @throws SQLException the first failure
    public void send() throws SQLException {
        // A line of its own for each, since one may end in a comment.
        try (PreparedStatement all = prepared(String.join("\n;\n", statements))) {
            Sql.set(all, arguments.toArray());
            all.execute();
            for (Taker taker : takers) {
                ResultSet rows = all.getResultSet();
                if (rows != null) {
                    taker.take(rows);
                }
                all.getMoreResults();
            }
        }
    }

    /// A pooled connection has the threshold 0, and must not keep anything.
    private PreparedStatement prepared(String sql) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        int threshold = session.getPrepareThreshold();
        if (!often || threshold <= 1) {
            return connection.prepareStatement(sql);
        }
        session.setPrepareThreshold(1);
        try {
            return connection.prepareStatement(sql);
        } finally {
            session.setPrepareThreshold(threshold);
        }
    }
}
