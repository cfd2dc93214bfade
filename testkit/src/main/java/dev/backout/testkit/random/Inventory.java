package dev.backout.testkit.random;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is in a database, by the queries of `choices.sql`, in a stable order.
final class Inventory {
    private static final Map<String, String> QUERIES = queries();
    private static final String TABLE = ":table";

    private final Connection connection;

    Inventory(Connection connection) {
        this.connection = connection;
    }

    /// Whether it is a part of a table, such as a column.
    static boolean isPart(String kind) {
        return QUERIES.getOrDefault(kind, "").contains(TABLE);
    }

    /// The quoted names of a kind.
    ///
    /// @param table the table whose parts are meant; not used for other kinds
    List<String> names(String kind, String table) throws SQLException {
        String literal = "'" + table.replace("'", "''") + "'";
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                QUERIES.getOrDefault(kind, "").replace(TABLE, literal))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.sort(null);
        return names;
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new HashMap<>();
        String kind = "";
        for (String line : TestResource.lines("choices.sql")) {
            if (line.startsWith("-- ")) {
                kind = line.substring(3);
            } else {
                queries.put(kind, line);
            }
        }
        return queries;
    }
}
