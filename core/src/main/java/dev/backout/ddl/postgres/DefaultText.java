package dev.backout.ddl.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Defaults as a person writes them. The server prints every constant with its type.
final class DefaultText {
    private static final Pattern LITERAL =
            Pattern.compile("('(?:[^'\\\\]|'')*')::([^']+)", Pattern.DOTALL);

    private static final Pattern NEGATIVE =
            Pattern.compile("'(-[0-9]+)'::integer|'(-[0-9]+\\.[0-9]+)'::numeric");

    private DefaultText() {}

    /// `'x'` for `'x'::text` in a column of type text, `-1` for `'-1'::integer` in any.
    static String of(String expression, String type) {
        Matcher negative = NEGATIVE.matcher(expression);
        if (negative.matches()) {
            return negative.group(1) != null ? negative.group(1) : negative.group(2);
        }
        Matcher literal = LITERAL.matcher(expression);
        boolean saysOnlyTheType =
                literal.matches() && literal.group(2).equals(TypeConversion.withoutModifier(type));
        return saysOnlyTheType ? literal.group(1) : expression;
    }
}
