package dev.backout.rows;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values for the types that come with PostgreSQL, and for those of the best known extensions.
/// Pure.
final class BuiltInTypes {
    private static final Pattern MODIFIERS = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    private static final Map<String, String> RANGES =
            Map.of(
                    "int4range", "integer",
                    "int8range", "bigint",
                    "numrange", "numeric",
                    "daterange", "date",
                    "tsrange", "timestamp without time zone",
                    "tstzrange", "timestamp with time zone");

    private BuiltInTypes() {}

    static @Nullable String elementOfRange(String type) {
        return RANGES.get(type);
    }

    static @Nullable String elementOfMultirange(String type) {
        return RANGES.get(type.replace("multirange", "range"));
    }

    /// A value, or null when the type is not known.
    ///
    /// @param type as format_type prints it: `character varying(80)`, `public.citext`
    /// @param n a number from 1 to 9 that tells rows apart
    /// @param key whether a number is to be a large one
    static @Nullable String text(String type, int n, boolean key) {
        Matcher modifiers = MODIFIERS.matcher(type);
        boolean modified = modifiers.find();
        int first = modified ? Integer.parseInt(modifiers.group(1)) : 0;
        boolean scaled = modified && modifiers.group(2) != null;
        int second = scaled ? Integer.parseInt(modifiers.group(2)) : 0;
        String name = modified ? modifiers.replaceFirst("") : type;
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "smallint" -> number(n, key ? 30_000 : 0);
            case "integer", "bigint", "oid", "xid", "xid8", "cid" -> number(n, key ? 1_000_000 : 0);
            case "numeric" ->
                    modified ? decimal(first - second, n) : number(n, key ? 1_000_000 : 0);
            case "real", "double precision", "money" -> n + ".5";
            case "boolean" -> n % 2 == 1 ? "true" : "false";
            case "text", "character varying", "citext", "name", "ltree" -> word(first, n);
            case "character", "bpchar" -> word(modified ? first : 1, n);
            case "bytea" -> "\\x0" + n;
            case "uuid" -> "00000000-0000-4000-8000-00000000000" + n;
            case "json", "jsonb" -> "{\"row\": " + n + "}";
            case "jsonpath" -> "$.row" + n;
            case "xml" -> "<row>" + n + "</row>";
            case "hstore" -> "row=>" + n;
            case "bit" -> bits(modified ? first : 1, n);
            case "bit varying" -> bits(modified ? first : 4, n);
            default -> ofTime(name, first, n);
        };
    }

    private static @Nullable String ofTime(String name, int first, int n) {
        return switch (name) {
            case "date" -> "2024-01-0" + n;
            case "time without time zone" -> "10:00:0" + n;
            case "time with time zone" -> "10:00:0" + n + "+00";
            case "timestamp without time zone" -> "2024-01-0" + n + " 10:00:00";
            case "timestamp with time zone" -> "2024-01-0" + n + " 10:00:00+00";
            default -> name.startsWith("interval") ? n + " day" : ofNetworkOrSpace(name, first, n);
        };
    }

    private static @Nullable String ofNetworkOrSpace(String name, int first, int n) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "inet" -> "10.0.0." + n;
            case "cidr" -> "10.0." + n + ".0/24";
            case "macaddr" -> "08:00:2b:01:02:0" + n;
            case "macaddr8" -> "08:00:2b:01:02:03:04:0" + n;
            case "point" -> "(%d,%d)".formatted(n, n);
            case "line" -> "{1,2,%d}".formatted(n);
            case "lseg" -> "[(0,0),(1,%d)]".formatted(n);
            case "box" -> "((0,0),(1,%d))".formatted(n);
            case "path", "polygon" -> "((0,0),(1,0),(1,%d))".formatted(n);
            case "circle" -> "<(0,0),%d>".formatted(n);
            case "tsvector", "tsquery", "lquery", "ltxtquery" -> "row" + n;
            case "pg_lsn" -> "0/" + n;
            case "txid_snapshot", "pg_snapshot" -> "%d:%d:".formatted(n, n);
            case "tid" -> "(0,%d)".formatted(n);
            case "regclass" -> "pg_catalog.pg_class";
            case "regtype" -> "pg_catalog.int4";
            case "regnamespace" -> "pg_catalog";
            case "refcursor" -> "row" + n;
            case "vector", "halfvec" -> "[" + "1,".repeat(Math.max(first, 1) - 1) + n + "]";
            case "geometry", "geography" -> "POINT(%d %d)".formatted(n, n);
            default -> null;
        };
    }

    private static String number(int n, int above) {
        return String.valueOf(above + n);
    }

    /// A number with so many digits before the point.
    private static String decimal(int digits, int n) {
        return digits > 0 ? String.valueOf(n) : "0." + "0".repeat(-digits) + n;
    }

    /// `row1`, or the end of it when there is no room.
    private static String word(int most, int n) {
        String word = "row" + n;
        return most == 0 || most >= word.length() ? word : word.substring(word.length() - most);
    }

    private static String bits(int length, int n) {
        String digits = "0".repeat(length) + Integer.toBinaryString(n);
        return digits.substring(digits.length() - length);
    }
}
