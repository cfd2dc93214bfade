package dev.backout.owners;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which tables belong to whom. Immutable.
///
/// @param patterns `schema.table` with `*` for any letters, or a schema alone; the one with the
///   most letters counts
public record Owners(Map<String, Owner> patterns) {
    /// Nobody is named.
    public static final Owners NONE = new Owners(Map.of());

    /// Copies the map.
    public Owners {
        patterns = Map.copyOf(patterns);
    }

    /// Whose a table is, or null.
    ///
    /// @param schema unquoted
    /// @param table unquoted
    public @Nullable Owner of(String schema, String table) {
        String name = schema + "." + table;
        return patterns.entrySet().stream()
                .filter(one -> matches(one.getKey(), name))
                .max(
                        Map.Entry.comparingByKey((a, b) ->
                                letters(a) == letters(b)
                                        ? a.compareTo(b)
                                        : Integer.compare(letters(a), letters(b))))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /// A line for each owner: `public.orders, public.items: checkout, #checkout-oncall`. Tables
    /// that nobody owns are left out.
    public List<String> lines(Collection<Address> tables) {
        Map<Owner, List<String>> owned = new LinkedHashMap<>();
        for (Address table : tables) {
            Owner owner = table.path().size() < 2 ? null : of(table.first(), table.path().get(1));
            if (owner != null) {
                owned.merge(
                        owner,
                        List.of(Identifiers.dotted(table.path().subList(0, 2))),
                        Owners::joined);
            }
        }
        return owned.entrySet().stream()
                .map(one ->
                        "%s: %s"
                                .formatted(
                                        one.getValue().stream()
                                                .distinct()
                                                .collect(Collectors.joining(", ")),
                                        one.getKey().text()))
                .toList();
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static int letters(String pattern) {
        return pattern.replace("*", "").length();
    }

    private static boolean matches(String pattern, String name) {
        String whole = pattern.contains(".") || pattern.equals("*") ? pattern : pattern + ".*";
        return Pattern.matches(
                Arrays.stream(whole.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                name);
    }
}
