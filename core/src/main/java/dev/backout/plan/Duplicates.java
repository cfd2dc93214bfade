package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Queries that count rows which exclude each other. Pure.
final class Duplicates {
    private static final Pattern ELEMENT = Pattern.compile("^(.*) WITH (\\S+|OPERATOR\\(.*\\))$");

    private Duplicates() {}

    /// Counts the rows beyond the first of each key.
    ///
    /// @param expressions the key as SQL
    /// @param condition which rows count, or an empty text
    /// @param staying which rows (`t`) of these, or an empty text
    /// @param nullsEqual whether NULL is a key like any other
    static String query(
            Address table,
            List<String> expressions,
            String condition,
            String staying,
            boolean nullsEqual) {
        return "select coalesce(sum(n - 1), 0)::bigint from (select count(*) as n from %s group by %s having count(*) > 1) as d"
                .formatted(
                        rows(table, expressions, condition, staying, nullsEqual), key(expressions));
    }

    /// Lists the keys that several rows have, the most frequent first.
    static String list(
            Address table,
            List<String> expressions,
            String condition,
            String staying,
            boolean nullsEqual,
            int most) {
        return "SELECT %s, count(*) FROM %s GROUP BY %s HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT %d"
                .formatted(
                        String.join(", ", expressions),
                        rows(table, expressions, condition, staying, nullsEqual),
                        key(expressions),
                        most);
    }

    /// The rows beyond the first of each key.
    ///
    /// @param order columns by which the first is told; where it is none, by where they lie
    static String later(
            Address table,
            List<String> expressions,
            String condition,
            String staying,
            List<String> order,
            boolean nullsEqual) {
        String rows = rows(table, expressions, condition, staying, nullsEqual);
        return "SELECT d.tableoid, d.ctid FROM (SELECT tableoid, ctid, row_number() OVER (PARTITION BY %s ORDER BY %s) AS n FROM %s) d WHERE d.n > 1"
                .formatted(
                        key(expressions),
                        order.isEmpty() ? "tableoid, ctid" : String.join(", ", order),
                        rows);
    }

    private static String rows(
            Address table,
            List<String> expressions,
            String condition,
            String staying,
            boolean nullsEqual) {
        List<String> where = new ArrayList<>();
        if (!condition.isEmpty()) {
            where.add("(" + condition + ")");
        }
        if (!nullsEqual) {
            expressions.forEach(one -> where.add(operand(one) + " IS NOT NULL"));
        }
        if (!staying.isEmpty()) {
            where.add(staying);
        }
        return "%s%s%s"
                .formatted(
                        Identifiers.dotted(table.path()),
                        staying.isEmpty() ? "" : " t",
                        where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where));
    }

    private static String key(List<String> expressions) {
        return expressions.stream().map(Duplicates::operand).collect(Collectors.joining(", "));
    }

    /// A name as it is, anything else in parentheses.
    private static String operand(String expression) {
        boolean name = expression.matches("\\w+|\"([^\"]|\"\")+\"");
        return name ? expression : "(" + expression + ")";
    }

    /// Pairs that an exclusion constraint forbids, or null when its definition is not understood.
    ///
    /// @param staying which rows (`t`) count, or an empty text
    static @Nullable Search excluded(Address table, String staying, String definition) {
        int where = definition.indexOf(" WHERE (");
        String elements = IndexedKey.inner(definition);
        if (elements == null || where >= 0) {
            return null;
        }
        List<String> conditions = new ArrayList<>();
        for (String element : NameList.split(elements)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (!matcher.matches() || matcher.group(1).contains("(")) {
                return null;
            }
            String column = IndexedKey.bare(matcher.group(1));
            conditions.add("a.%s %s b.%s".formatted(column, matcher.group(2), column));
        }
        String name = Identifiers.dotted(table.path());
        String rows =
                staying.isEmpty()
                        ? name
                        : "(SELECT t.tableoid, t.ctid, t.* FROM %s t WHERE %s)"
                                .formatted(name, staying);
        String pairs =
                "FROM %s a JOIN %s b ON a.ctid < b.ctid AND %s"
                        .formatted(rows, rows, String.join(" AND ", conditions));
        return new Search.Query(
                "SELECT count(*) " + pairs,
                "SELECT a.*, b.* %s LIMIT %d".formatted(pairs, Search.MOST),
                "SELECT DISTINCT b.tableoid, b.ctid " + pairs);
    }
}
