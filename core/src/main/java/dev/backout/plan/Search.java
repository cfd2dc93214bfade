package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// How rows are looked for on a live database.
sealed interface Search {
    /// How many rows a list shows.
    int MOST = 20;

    /// Every row of a table.
    record Rows(Address table) implements Search {}

    /// The rows of a table that meet a condition.
    record Where(Address table, String condition) implements Search {}

    /// Rows that one query counts and another one lists.
    record Query(String count, String list) implements Search {}

    /// Keys that several rows of a table have.
    ///
    /// @param expressions the key as SQL
    /// @param condition which rows count, or an empty text
    /// @param nullsEqual whether NULL is a key like any other
    static Search duplicates(
            Address table, List<String> expressions, String condition, boolean nullsEqual) {
        return new Query(
                Duplicates.query(table, expressions, condition, nullsEqual),
                Duplicates.list(table, expressions, condition, nullsEqual, MOST));
    }

    /// Rows that refer to rows that are not there.
    ///
    /// @param columns of the table, with the alias `t`
    /// @param target the table that they refer to, or null when it is empty
    /// @param keys its columns, in the same order; none when they are not known
    static Search orphans(
            Address table, List<String> columns, @Nullable Address target, List<String> keys) {
        List<String> conditions = new ArrayList<>();
        columns.forEach(column -> conditions.add(column + " IS NOT NULL"));
        if (target != null && keys.size() == columns.size()) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                pairs.add("r.%s = %s".formatted(keys.get(i), columns.get(i)));
            }
            conditions.add(
                    "NOT EXISTS (SELECT 1 FROM %s r WHERE %s)"
                            .formatted(
                                    Identifiers.dotted(target.path()),
                                    String.join(" AND ", pairs)));
        }
        String query =
                "FROM %s t WHERE %s"
                        .formatted(
                                Identifiers.dotted(table.path()), String.join(" AND ", conditions));
        return new Query(
                "SELECT count(*) " + query, "SELECT t.* %s LIMIT %d".formatted(query, MOST));
    }

    /// Counts them.
    default Count count(LiveCounter counter) {
        return switch (this) {
            case Rows(Address table) -> counter.rows(table);
            case Where(Address table, String condition) -> counter.where(table, condition);
            case Query(String count, String _) -> counter.query(count);
        };
    }

    /// A query that shows some of them.
    default String list() {
        return switch (this) {
            case Rows(Address table) ->
                    "SELECT * FROM %s LIMIT %d".formatted(Identifiers.dotted(table.path()), MOST);
            case Where(Address table, String condition) ->
                    "SELECT * FROM %s WHERE %s LIMIT %d"
                            .formatted(Identifiers.dotted(table.path()), condition, MOST);
            case Query(String _, String list) -> list;
        };
    }
}
