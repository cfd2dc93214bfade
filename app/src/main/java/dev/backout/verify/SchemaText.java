package dev.backout.verify;

import dev.backout.records.RecordSchema;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A schema as pg_dump prints it: its text by object. The order of the objects is left out, since
/// it follows from dependencies, and so is the order of a table's columns: one that comes back is
/// the last one.
///
/// @param entries the lines of an object, by what pg_dump calls it
public record SchemaText(SortedMap<String, List<String>> entries) {
    private static final Pattern HEADER =
            Pattern.compile("-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*");

    /// What lies hidden in tables was dropped: its indexes, and the lines of a table about it.
    private static final Pattern HIDDEN_NAME =
            Pattern.compile("[ .\"]" + RecordSchema.HIDDEN + "\\d+[._]");

    private static final Pattern HIDDEN_LINE =
            Pattern.compile("(\\s+|.* ALTER COLUMN )\"?" + RecordSchema.HIDDEN + "\\d+[._].*");

    /// Words about the dump, and settings that it repeats where it likes.
    private static final Pattern NOISE = Pattern.compile("--.*|\\\\(un)?restrict .*|SET .*|\\s*");

    /// Copies the map.
    public SchemaText {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /// Reads what pg_dump printed.
    public static SchemaText of(String dump) {
        SortedMap<String, List<String>> entries = new TreeMap<>();
        List<String> lines = null;
        for (String line : dump.lines().toList()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                String schema = header.group(3).equals("-") ? "" : header.group(3) + ".";
                String name = header.group(2).toLowerCase(Locale.ROOT);
                lines =
                        entries.computeIfAbsent(
                                "%s %s%s".formatted(name, schema, header.group(1)),
                                _ -> new ArrayList<>());
            } else if (lines != null && !NOISE.matcher(line).matches()) {
                lines.add(line.stripTrailing());
            }
        }
        entries.keySet().removeIf(object -> HIDDEN_NAME.matcher(object).find());
        entries.replaceAll((object, text) -> object.startsWith("table ") ? sorted(text) : text);
        return new SchemaText(entries);
    }

    /// What is not the same, a line each.
    ///
    /// @param expected the text that is wanted
    public List<String> differences(SchemaText expected) {
        TreeSet<String> objects = new TreeSet<>(entries.keySet());
        objects.addAll(expected.entries.keySet());
        List<String> lines = new ArrayList<>();
        for (String object : objects) {
            List<String> found = entries.get(object);
            List<String> wanted = expected.entries.get(object);
            if (!Objects.equals(found, wanted)) {
                lines.add(object + difference(found, wanted));
            }
        }
        return lines;
    }

    private static String difference(@Nullable List<String> found, @Nullable List<String> wanted) {
        if (found == null) {
            return " is missing";
        }
        if (wanted == null) {
            return " is left";
        }
        return " has \"%s\" instead of \"%s\""
                .formatted(
                        Secrets.maskedText(first(found, wanted)),
                        Secrets.maskedText(first(wanted, found)));
    }

    /// The first line of one that the other has not.
    private static String first(List<String> one, List<String> other) {
        return one.stream().filter(line -> !other.contains(line)).findFirst().orElse("").strip();
    }

    private static List<String> sorted(List<String> lines) {
        String[] sorted =
                lines.stream()
                        .filter(line -> !HIDDEN_LINE.matcher(line).matches())
                        .map(line ->
                                line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                        .toArray(String[]::new);
        Arrays.sort(sorted);
        return List.of(sorted);
    }
}
