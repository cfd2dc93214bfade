package dev.backout.observe;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Whether values survive a change of their column's type and its way back. What is not known to be
/// lossless is not.
///
/// @param lossless whether every value comes back to the letter
/// @param reason why, as half a sentence
public record TypeChange(boolean lossless, String reason) {
    /// Digits of the largest smallint, integer and bigint.
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");

    private static final List<Integer> DIGITS = List.of(5, 10, 19);

    /// Types whose text is the value itself, whatever the session's settings.
    private static final Set<String> WITH_FAITHFUL_TEXT =
            Set.of(
                    "smallint",
                    "integer",
                    "bigint",
                    "numeric",
                    "uuid",
                    "boolean",
                    "json",
                    "jsonb",
                    "xml",
                    "citext",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "bit",
                    "bit varying");

    private static final Set<String> UNBOUNDED_TEXT = Set.of("text", "character varying", "citext");
    private static final Set<String> TIMES =
            Set.of(
                    "timestamp without time zone",
                    "timestamp with time zone",
                    "time without time zone",
                    "time with time zone",
                    "interval");

    private static final int TIME_DIGITS = 6;

    /// Judges a change between types as format_type prints them; enums are unknown types.
    public static TypeChange of(String from, String to) {
        return of(from, to, type -> null, type -> null);
    }

    /// Judges a change between types as format_type prints them.
    ///
    /// @param before the labels of an enum before the change, or null when it is no enum
    /// @param after the labels of an enum after the change, or null when it is no enum
    public static TypeChange of(
            String from,
            String to,
            Function<String, @Nullable List<String>> before,
            Function<String, @Nullable List<String>> after) {
        if (from.endsWith("[]") && to.endsWith("[]")) {
            return of(element(from), element(to), before, after);
        }
        List<String> fromLabels = before.apply(from);
        if (fromLabels != null) {
            return ofEnum(from, fromLabels, to, after.apply(to));
        }
        TypeName source = TypeName.of(from);
        TypeName target = TypeName.of(to);
        if (source.equals(target)) {
            return yes("the type is the same");
        }
        return fits(source, target)
                ? yes("%s fits into %s".formatted(from, to))
                : no("%s does not hold every %s to the letter".formatted(to, from));
    }

    private static TypeChange ofEnum(
            String from, List<String> labels, String to, @Nullable List<String> others) {
        if (others == null) {
            return UNBOUNDED_TEXT.contains(to)
                    ? yes("%s holds every label of %s".formatted(to, from))
                    : no("%s does not hold every label of %s".formatted(to, from));
        }
        Set<String> missing = new HashSet<>(labels);
        others.forEach(missing::remove);
        return missing.isEmpty()
                ? yes("%s has every label of %s".formatted(to, from))
                : no("%s lacks labels of %s".formatted(to, from));
    }

    private static boolean fits(TypeName from, TypeName to) {
        if (from.name().equals(to.name())) {
            return widens(from, to);
        }
        return toText(from, to) || toNumber(from, to) || special(from.name(), to.name());
    }

    /// The same type with other modifiers; -1 stands for none.
    private static boolean widens(TypeName from, TypeName to) {
        return switch (from.name()) {
            case "character varying", "bit varying" ->
                    to.unbounded() || (!from.unbounded() && to.first() >= from.first());
            case "character" -> !to.unbounded() && to.first() >= Math.max(1, from.first());
            case "numeric" -> to.unbounded() || (!from.unbounded() && holdsDigits(from, to));
            default -> TIMES.contains(from.name()) && timeDigits(to) >= timeDigits(from);
        };
    }

    private static boolean holdsDigits(TypeName from, TypeName to) {
        return to.second() >= from.second()
                && to.first() - to.second() >= from.first() - from.second();
    }

    private static int timeDigits(TypeName type) {
        return type.unbounded() ? TIME_DIGITS : type.first();
    }

    private static boolean toText(TypeName from, TypeName to) {
        if (!UNBOUNDED_TEXT.contains(to.name())) {
            return false;
        }
        return switch (from.name()) {
            case "text", "citext" -> to.unbounded();
            case "character varying" ->
                    to.unbounded() || (!from.unbounded() && to.first() >= from.first());
            default -> to.unbounded() && WITH_FAITHFUL_TEXT.contains(from.name());
        };
    }

    private static boolean toNumber(TypeName from, TypeName to) {
        int size = INTEGERS.indexOf(from.name());
        if (size < 0) {
            return from.name().equals("real") && to.name().equals("double precision");
        }
        return switch (to.name()) {
            case "integer", "bigint" -> INTEGERS.indexOf(to.name()) > size;
            case "numeric" -> to.unbounded() || to.first() - to.second() >= DIGITS.get(size);
            case "real" -> size == 0;
            case "double precision" -> size <= 1;
            default -> false;
        };
    }

    private static boolean special(String from, String to) {
        return switch (from) {
            case "date" -> to.equals("timestamp without time zone");
            case "jsonb" -> to.equals("json");
            case "cidr" -> to.equals("inet");
            case "boolean" -> to.equals("integer");
            default -> false;
        };
    }

    private static String element(String array) {
        return array.substring(0, array.length() - 2);
    }

    private static TypeChange yes(String reason) {
        return new TypeChange(true, reason);
    }

    private static TypeChange no(String reason) {
        return new TypeChange(false, reason);
    }

    /// A type's name and modifiers: `character varying`, 20; `numeric`, 10, 2.
    private record TypeName(String name, int first, int second) {
        static TypeName of(String type) {
            int open = type.indexOf('(');
            int close = type.indexOf(')', open + 1);
            if (open < 0 || close < 0 || type.startsWith("\"")) {
                return new TypeName(type, -1, 0);
            }
            // timestamp(3) without time zone
            String name = (type.substring(0, open) + type.substring(close + 1)).strip();
            String[] numbers = type.substring(open + 1, close).split(",");
            try {
                return new TypeName(
                        name,
                        Integer.parseInt(numbers[0].strip()),
                        numbers.length > 1 ? Integer.parseInt(numbers[1].strip()) : 0);
            } catch (NumberFormatException e) {
                // A modifier of an extension's type, such as geometry(Point,4326): part of the
                // name.
                return new TypeName(type, -1, 0);
            }
        }

        boolean unbounded() {
            return first < 0;
        }
    }
}
