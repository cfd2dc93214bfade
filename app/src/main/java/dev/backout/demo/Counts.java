package dev.backout.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// How many rows each table has.
public record Counts(long users, long products, long orders, long items) {
    static final List<String> TABLES = List.of("users", "products", "orders", "order_items");

    static Counts of(Connection connection) throws SQLException {
        return new Counts(
                count(connection, "users"),
                count(connection, "products"),
                count(connection, "orders"),
                count(connection, "order_items"));
    }

    /// In the order of [#TABLES].
    List<Long> all() {
        return List.of(users, products, orders, items);
    }

    /// All rows.
    public long total() {
        return users + products + orders + items;
    }

    /// These and as many orders, of one item each.
    public Counts withOrders(long more) {
        return new Counts(users, products, orders + more, items + more);
    }

    /// A digest of every value of the rows that these counts counted: ids are given in order.
    String digest(Connection connection) throws SQLException {
        StringBuilder digest = new StringBuilder();
        for (int i = 0; i < TABLES.size(); i++) {
            digest.append(
                    text(
                            connection,
                            "SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM %s t WHERE id <= %d"
                                    .formatted(TABLES.get(i), all().get(i))));
        }
        return digest.toString();
    }

    private static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(text(connection, "SELECT count(*) FROM " + table));
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
