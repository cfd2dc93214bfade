package dev.backout.testkit.client;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Types that a driver gives as one.
final class Families {
    private static final Map<String, String> SAME =
            Map.of(
                    "varchar", "text",
                    "bpchar", "text",
                    "citext", "text",
                    "_varchar", "_text",
                    "_bpchar", "_text",
                    "bigserial", "int8",
                    "serial", "int4",
                    "smallserial", "int2");

    private Families() {}

    /// What is of another type than it was, or null when nothing is.
    static @Nullable String differing(List<String> was, List<String> is) {
        for (int i = 0; i < was.size() && i < is.size(); i++) {
            if (!family(was.get(i)).equals(family(is.get(i)))) {
                return "%s where it reads %s".formatted(is.get(i), was.get(i));
            }
        }
        return was.size() == is.size() ? null : "an answer of another form";
    }

    private static String family(String type) {
        String bare = type.replace("\"", "");
        String name = bare.substring(bare.lastIndexOf('.') + 1);
        return SAME.getOrDefault(name, name);
    }
}
