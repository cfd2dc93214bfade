package dev.backout.testkit.pgdump;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cuts a dump at its `-- Name: ...; Type: ...; Schema: ...; Owner: ...` lines. Not reusable.
final class DumpParser {
    private static final Pattern HEADER =
            Pattern.compile("-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*");
    private static final Pattern SETTING =
            Pattern.compile("SET (default_tablespace|default_table_access_method) = (.*);");
    private static final Pattern NOISE =
            Pattern.compile("--|-- PostgreSQL database dump complete|\\\\unrestrict .*");
    private static final Pattern PARAMETERS = Pattern.compile("(?m)^(WITH \\()(.*)(\\);?)$");
    private static final Set<String> USUAL = Set.of("''", "heap");
    private static final Set<String> PLACED =
            Set.of("TABLE", "MATERIALIZED VIEW", "INDEX", "CONSTRAINT");

    private final SortedMap<DumpKey, String> entries = new TreeMap<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final StringBuilder current = new StringBuilder();
    private @Nullable DumpKey key;

    Dump parse(String text) {
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            line(lines.next());
        }
        finish();
        return new Dump(entries);
    }

    private void line(String line) {
        Matcher header = HEADER.matcher(line);
        Matcher setting = SETTING.matcher(line);
        if (header.matches()) {
            finish();
            key = new DumpKey(header.group(2), header.group(3), header.group(1));
            current.append(placement(key.kind()));
        } else if (setting.matches()) {
            settings.put(setting.group(1), setting.group(2));
        } else if (!NOISE.matcher(line).matches()) {
            current.append(line).append('\n');
        }
    }

    /// The settings are printed once for all that follow, so they are repeated where they count.
    private String placement(String kind) {
        return settings.entrySet().stream()
                .filter(setting -> PLACED.contains(kind) && !USUAL.contains(setting.getValue()))
                .map(setting -> "SET " + setting.getKey() + " = " + setting.getValue() + ";\n")
                .collect(Collectors.joining());
    }

    private void finish() {
        String text = current.toString().strip();
        current.setLength(0);
        if (key != null) {
            entries.merge(key, inOrder(key, text), (a, b) -> sorted(a + "\n" + b));
        }
    }

    /// Grants and storage parameters are printed in the order in which they were given, which has
    /// no meaning.
    private static String inOrder(DumpKey key, String text) {
        return switch (key.kind()) {
            case "ACL", "DEFAULT ACL" -> sorted(text);
            case "TABLE", "MATERIALIZED VIEW" -> withSortedParameters(text);
            default -> text;
        };
    }

    private static String withSortedParameters(String text) {
        return PARAMETERS
                .matcher(text)
                .replaceAll(match -> {
                    String list =
                            Arrays.stream(match.group(2).split(", "))
                                    .sorted()
                                    .collect(Collectors.joining(", "));
                    return Matcher.quoteReplacement(match.group(1) + list + match.group(3));
                });
    }

    private static String sorted(String text) {
        return Arrays.stream(text.split("\n")).sorted().collect(Collectors.joining("\n"));
    }
}
