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

    /// Rows of a table that were counted already.
    ///
    /// @param rows selects their `tableoid` and `ctid`
    record Counted(Address table, Count count, String rows) implements Search {}

    /// The rows of a table that meet a condition.
    ///
    /// @param staying which rows (`t`) count, or an empty text
    record Where(Address table, String condition, String staying) implements Search {
        Where(Address table, String condition) {
            this(table, condition, "");
        }

        private String from() {
            return staying.isEmpty()
                    ? "FROM %s WHERE %s".formatted(Identifiers.dotted(table.path()), condition)
                    : "FROM %s t WHERE (%s) AND %s"
                            .formatted(Identifiers.dotted(table.path()), condition, staying);
        }
    }

    /// Rows that one query counts and another one lists.
    ///
    /// @param rows selects their `tableoid` and `ctid`
    record Query(String count, String list, String rows) implements Search {}

    /// Keys that several rows of a table have.
    ///
    /// @param expressions the key as SQL
    /// @param condition which rows count, or an empty text
    /// @param staying which rows (`t`) of these, or an empty text
    /// @param order columns by which the first of several rows is told, as SQL; may be none
    /// @param nullsEqual whether NULL is a key like any other
    static Search duplicates(
            Address table,
            List<String> expressions,
            String condition,
            String staying,
            List<String> order,
            boolean nullsEqual) {
        return new Query(
                Duplicates.query(table, expressions, condition, staying, nullsEqual),
                Duplicates.list(table, expressions, condition, staying, nullsEqual, MOST),
                Duplicates.later(table, expressions, condition, staying, order, nullsEqual));
    }

    /// Rows that refer to rows that are not there.
    ///
    /// @param staying which rows count, or an empty text
    /// @param columns of the table, with the alias `t`
    /// @param target the table that they refer to, or null when it is empty
    /// @param keys its columns, in the same order; none when they are not known
    /// @param arriving conditions under which what they refer to comes back
    static Search orphans(
            Address table,
            String staying,
            List<String> columns,
            @Nullable Address target,
            List<String> keys,
            List<String> arriving) {
        List<String> conditions = new ArrayList<>();
        if (!staying.isEmpty()) {
            conditions.add(staying);
        }
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
        arriving.forEach(one -> conditions.add("NOT " + one));
        String query =
                "FROM %s t WHERE %s"
                        .formatted(
                                Identifiers.dotted(table.path()), String.join(" AND ", conditions));
        return new Query(
                "SELECT count(*) " + query,
                "SELECT t.* %s LIMIT %d".formatted(query, MOST),
                "SELECT t.tableoid, t.ctid " + query);
    }

    /// Counts them.
    default Count count(LiveCounter counter) {
        return switch (this) {
            case Rows(Address table) -> counter.rows(table);
            case Counted counted -> counted.count();
            case Where where -> counter.where(where.table(), where.from());
            case Query(String count, String _, String _) -> counter.query(count);
        };
    }

    /// A query that shows some of them.
    default String list() {
        return switch (this) {
            case Counted(Address table, Count _, String _) -> new Rows(table).list();
            case Rows(Address table) ->
                    "SELECT * FROM %s LIMIT %d".formatted(Identifiers.dotted(table.path()), MOST);
            case Where where -> "SELECT * %s LIMIT %d".formatted(where.from(), MOST);
            case Query(String _, String list, String _) -> list;
        };
    }

    /// A query for the `tableoid` and the `ctid` of each; of rows that exclude each other, but for
    /// the first.
    default String rows() {
        return switch (this) {
            case Rows(Address table) ->
                    "SELECT tableoid, ctid FROM " + Identifiers.dotted(table.path());
            case Where where -> "SELECT tableoid, ctid " + where.from();
            case Counted(Address _, Count _, String rows) -> rows;
            case Query(String _, String _, String rows) -> rows;
        };
    }
}
