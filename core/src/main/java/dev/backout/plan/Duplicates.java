package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Queries that count rows which exclude each other. Pure.
final class Duplicates {
    private static final Pattern REFERENCED =
            Pattern.compile("REFERENCES [^(]*\\(((?:\"(?:[^\"]|\"\")*\"|[^)\"])*)\\)");
    private static final Pattern ELEMENT = Pattern.compile("^(.*) WITH (\\S+|OPERATOR\\(.*\\))$");

    private Duplicates() {}

    /// Counts the rows beyond the first of each key.
    ///
    /// @param expressions the key as SQL
    /// @param condition which rows count, or an empty text
    /// @param nullsEqual whether NULL is a key like any other
    static String query(
            Address table, List<String> expressions, String condition, boolean nullsEqual) {
        List<String> where = new ArrayList<>();
        if (!condition.isEmpty()) {
            where.add("(" + condition + ")");
        }
        if (!nullsEqual) {
            expressions.forEach(expression -> where.add("(" + expression + ") is not null"));
        }
        return "select coalesce(sum(n - 1), 0)::bigint from (select count(*) as n from %s%s group by %s having count(*) > 1) as d"
                .formatted(
                        Identifiers.dotted(table.path()),
                        where.isEmpty() ? "" : " where " + String.join(" and ", where),
                        expressions.stream()
                                .map(expression -> "(" + expression + ")")
                                .collect(Collectors.joining(", ")));
    }

    /// Counts pairs that an exclusion constraint forbids, or null when its definition is not
    /// understood.
    static @Nullable String excluded(Address table, String definition) {
        int where = definition.indexOf(" WHERE (");
        String elements = IndexedKey.inner(definition);
        if (elements == null || where >= 0) {
            return null;
        }
        List<String> conditions = new ArrayList<>();
        for (String element : IndexedKey.split(elements)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (!matcher.matches() || matcher.group(1).contains("(")) {
                return null;
            }
            String column = IndexedKey.bare(matcher.group(1));
            conditions.add("a.%s %s b.%s".formatted(column, matcher.group(2), column));
        }
        String name = Identifiers.dotted(table.path());
        return "select count(*) from %s a join %s b on a.ctid < b.ctid and %s"
                .formatted(name, name, String.join(" and ", conditions));
    }

    /// The referenced columns of `FOREIGN KEY (a) REFERENCES s.t(b) ...`, unquoted.
    static List<String> referencedColumns(String definition) {
        Matcher matcher = REFERENCED.matcher(definition);
        return matcher.find()
                ? IndexedKey.split(matcher.group(1)).stream().map(IndexedKey::unquoted).toList()
                : List.of();
    }
}
