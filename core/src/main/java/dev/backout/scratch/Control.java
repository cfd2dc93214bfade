package dev.backout.scratch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The one connection that makes and drops databases and stops what never ends. It stands in a
/// database of its own, where no migration runs. Safe for several threads: they take turns.
final class Control implements AutoCloseable {
    private final Connection connection;
    private final String version;
    private final boolean superuser;

    private Control(Connection connection, String version, boolean superuser) {
        this.connection = connection;
        this.version = version;
        this.superuser = superuser;
    }

    static Control connect(Login login, String database) throws SQLException {
        Connection connection = login.admin(database, false);
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT current_setting('server_version'),"
                                        + " current_setting('is_superuser') = 'on'")) {
            row.next();
            return new Control(connection, row.getString(1), row.getBoolean(2));
        }
    }

    String version() {
        return version;
    }

    int major() {
        return Integer.parseInt(version.replaceFirst("^(\\d+).*$", "$1"));
    }

    boolean superuser() {
        return superuser;
    }

    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /// The first column, as texts.
    synchronized List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
