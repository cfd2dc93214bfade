package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Collects what [DbObject#attributes] tells. Used by one thread, once.
final class Attributes {
    private final SequencedMap<String, String> map = new LinkedHashMap<>();

    /// A value as its text; null, the empty text, false and the empty list are left out.
    Attributes put(String name, @Nullable Object value) {
        String text = text(value);
        if (!text.isEmpty()) {
            map.put(name, text);
        }
        return this;
    }

    /// A value that must not be shown: equal values tell the same, different ones differ.
    Attributes secret(String name, Collection<?> value) {
        return value.isEmpty() ? this : put(name, "#" + Integer.toHexString(value.hashCode()));
    }

    /// Owner, grants and comment.
    Attributes standing(Standing standing) {
        return put("owner", standing.owner())
                .put("grants", standing.grants())
                .put("comment", standing.comment());
    }

    SequencedMap<String, String> map() {
        return map;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean flag -> flag ? "yes" : "";
            case Address address -> address.text();
            case Collection<?> items ->
                    items.stream().map(Attributes::text).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
