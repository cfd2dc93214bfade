package dev.backout.catalog.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The queries of this package, as they are for one major version.
final class SqlText {
    private static final Map<String, String> LOADED = new ConcurrentHashMap<>();

    private static final Pattern VERSION =
            Pattern.compile("^(.*?)\\s*--\\[(?:(\\d+)\\+|<(\\d+))]\\s*$");

    private SqlText() {}

    /// The resource `name.sql` without the lines of other major versions.
    static String load(String name, int major) {
        return LOADED.computeIfAbsent(name + " " + major, _ -> read(name, major));
    }

    private static String read(String name, int major) {
        try (InputStream in = SqlText.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no query " + name + ".sql");
            }
            return filter(new String(in.readAllBytes(), StandardCharsets.UTF_8), major);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Some of the queries that `union all` joins, joined again.
    static String parts(String union, List<Long> numbers) {
        return numbers.stream()
                .map(number -> part(union, number))
                .collect(Collectors.joining("\nunion all\n"));
    }

    /// The one of the queries that `union all` joins, on lines of its own, which selects that
    /// number first.
    static String part(String union, long number) {
        return Arrays.stream(union.split("(?m)^union all$"))
                .map(String::strip)
                .filter(query -> query.matches("(?s)select\\s+" + number + "\\b.*"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no query for " + number));
    }

    static String filter(String sql, int major) {
        return sql.lines()
                .map(line -> line(line, major))
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /// The line itself, or an empty one when it is for other versions. Plain comments go as well,
    /// so that no question mark in them is taken for a parameter.
    private static String line(String line, int major) {
        Matcher matcher = VERSION.matcher(line);
        if (!matcher.matches()) {
            return line.replaceFirst("(^|\\s)--\\s.*$", "");
        }
        boolean wanted =
                matcher.group(2) == null
                        ? major < Integer.parseInt(matcher.group(3))
                        : major >= Integer.parseInt(matcher.group(2));
        return wanted ? matcher.group(1) : "";
    }
}
