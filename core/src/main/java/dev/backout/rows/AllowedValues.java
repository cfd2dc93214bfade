package dev.backout.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values that a CHECK lists, the commonest form of one that a made-up value does not meet.
final class AllowedValues {
    private static final Pattern LIST = Pattern.compile("= ANY \\(+ARRAY\\[(.*?)]");
    private static final Pattern VALUE =
            Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.'])(-?\\d+(?:\\.\\d+)?)");

    private AllowedValues() {}

    /// `a` and `b` of `CHECK ((state = ANY (ARRAY['a'::text, 'b'::text])))`; empty when it is of
    /// another form.
    static List<String> of(String definition) {
        List<String> values = new ArrayList<>();
        Matcher list = LIST.matcher(definition);
        if (list.find()) {
            Matcher value = VALUE.matcher(list.group(1));
            while (value.find()) {
                values.add(
                        value.group(1) == null
                                ? value.group(2)
                                : value.group(1).replace("''", "'"));
            }
        }
        return values;
    }
}
