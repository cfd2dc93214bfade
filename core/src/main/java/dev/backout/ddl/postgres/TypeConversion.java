package dev.backout.ddl.postgres;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What ALTER COLUMN TYPE has to say about the values.
final class TypeConversion {
    private static final Set<String> TEXTS =
            Set.of("text", "character varying", "character", "name", "citext");

    /// Types among which every assignment is converted by the server (manual, 10.4 "Value Storage"
    /// and pg_cast: contexts `a` and `i`).
    private static final List<Set<String>> FAMILIES =
            List.of(
                    Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision"),
                    Set.of("money", "numeric"),
                    Set.of("json", "jsonb"),
                    Set.of("inet", "cidr"),
                    Set.of("bit", "bit varying"),
                    Set.of("macaddr", "macaddr8"),
                    Set.of("time without time zone", "time with time zone"),
                    Set.of("date", "timestamp without time zone", "timestamp with time zone"));

    /// Casts that exist only when they are written.
    private static final Set<List<String>> EXPLICIT =
            Set.of(
                    List.of("boolean", "integer"),
                    List.of("integer", "boolean"),
                    List.of("integer", "bit"),
                    List.of("bigint", "bit"),
                    List.of("bit", "integer"),
                    List.of("bit", "bigint"));

    private TypeConversion() {}

    /// Whether a value's text, and so a default's, stays the same from one type to the other.
    static boolean keepsDefaults(String from, String to) {
        Set<String> integers = Set.of("smallint", "integer", "bigint");
        return integers.contains(from) && integers.contains(to);
    }

    /// ` USING ...` with a leading space, or nothing when the server converts by itself.
    ///
    /// @param column the column, quoted
    /// @param from its type as format_type prints it
    /// @param to the type it is to have
    static String using(String column, String from, String to) {
        if (isArray(from) != isArray(to)) {
            return betweenArrayAndElement(column, from, to);
        }
        String one = base(from);
        String other = base(to);
        if (one.equals(other) || assignable(one, other)) {
            return "";
        }
        if (TEXTS.contains(one) || EXPLICIT.contains(List.of(one, other))) {
            return " USING " + column + "::" + to;
        }
        String between = countsTruth(one, other) || countsTruth(other, one) ? "integer" : "text";
        return " USING " + column + "::" + between + (isArray(from) ? "[]" : "") + "::" + to;
    }

    /// The same, where some values are known by their texts.
    ///
    /// @param texts see [dev.backout.ddl.DdlOptions]; null when none are known
    static String using(String column, String from, String to, @Nullable String texts) {
        String using = using(column, from, to);
        if (texts == null) {
            return using;
        }
        if (!using.isEmpty()) {
            return " USING " + taking(texts, using.substring(" USING ".length()), to);
        }
        // A written cast cuts what is too long, an assignment refuses it.
        String brackets = isArray(to) ? "[]" : "";
        String open =
                TEXTS.contains(base(to))
                        ? "text" + brackets
                        : base(to).startsWith("bit") ? "bit varying" + brackets : to;
        return " USING " + taking(texts, column + "::" + open, open);
    }

    /// The value of a known text, or what is computed. The server trips over IS NULL behind a
    /// function when it alters a partitioned table ("unrecognized node type").
    static String taking(String texts, String computed, String type) {
        return "CASE pg_catalog.cardinality(%s) WHEN 1 THEN (%s)[1]::%s ELSE %s END"
                .formatted(texts, texts, type, computed);
    }

    private static boolean assignable(String from, String to) {
        return TEXTS.contains(to)
                || FAMILIES.stream().anyMatch(f -> f.contains(from) && f.contains(to));
    }

    private static boolean countsTruth(String truth, String number) {
        return truth.equals("boolean") && FAMILIES.getFirst().contains(number);
    }

    private static String betweenArrayAndElement(String column, String from, String to) {
        if (TEXTS.contains(base(to)) && !isArray(to)) {
            return "";
        }
        if (isArray(to) && base(from).equals(base(to))) {
            return " USING CASE WHEN %1$s IS NOT NULL THEN ARRAY[%1$s] END".formatted(column);
        }
        if (isArray(from) && base(from).equals(base(to))) {
            return " USING " + column + "[1]";
        }
        return to.equals("json") || to.equals("jsonb")
                ? " USING to_%s(%s)".formatted(to, column)
                : " USING " + column + "::text::" + to;
    }

    private static boolean isArray(String type) {
        return type.endsWith("[]");
    }

    /// Without array brackets and type modifiers: `timestamp(3) without time zone[]` gives
    /// `timestamp without time zone`.
    private static String base(String type) {
        return withoutModifier(type).replaceAll("(\\[])+$", "");
    }

    /// `character varying[]` for `character varying(10)[]`.
    static String withoutModifier(String type) {
        return type.contains("\"") ? type : type.replaceAll("\\([^)]*\\)", "");
    }
}
