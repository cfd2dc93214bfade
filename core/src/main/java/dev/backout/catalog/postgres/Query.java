package dev.backout.catalog.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A query of this package as the driver takes it. Each is made once: a process reads catalogs over
/// many connections.
///
/// @param sql with a `?` for each parameter
/// @param order which parameter stands for each `?`, from 0
record Query(String sql, List<Integer> order) {
    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d?)");
    private static final Map<String, Query> MADE = new ConcurrentHashMap<>();

    /// The query of that resource.
    static Query of(String name, int major) {
        return MADE.computeIfAbsent(name + " " + major, _ -> parameters(SqlText.load(name, major)));
    }

    /// Some queries of a resource that is a union of queries, by the numbers that they select
    /// first.
    static Query of(String name, List<Long> numbers, int major) {
        return MADE.computeIfAbsent(
                name + " " + numbers + " " + major,
                _ -> parameters(SqlText.parts(SqlText.load(name, major), numbers)));
    }

    /// Several queries in one message, with one parameter each.
    static Query together(List<String> names, int major) {
        return MADE.computeIfAbsent(
                String.join(" ", names) + " " + major, _ -> joined(names, major));
    }

    private static Query joined(List<String> names, int major) {
        List<String> texts = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Query one = parameters(SqlText.load(names.get(i), major));
            texts.add(one.sql());
            order.addAll(Collections.nCopies(one.order().size(), i));
        }
        // A line of its own: a query may end in a comment.
        return new Query(String.join("\n;\n", texts), List.copyOf(order));
    }

    private static Query parameters(String sql) {
        List<Integer> order = new ArrayList<>();
        String plain =
                PARAMETER
                        .matcher(sql)
                        .replaceAll(match -> {
                            String number = match.group(1);
                            order.add(number.isEmpty() ? 0 : Integer.parseInt(number));
                            return Matcher.quoteReplacement("?");
                        });
        return new Query(plain, List.copyOf(order));
    }
}
