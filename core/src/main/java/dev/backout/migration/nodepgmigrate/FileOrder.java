package dev.backout.migration.nodepgmigrate;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of file names: by the number that they begin with, of which 17 digits are a UTC date;
/// then as `localeCompare` has it with `numeric` and `ignorePunctuation`. The second is exact for
/// letters and digits of ASCII; a name that begins with no number, at which the tool stops, goes
/// last.
final class FileOrder implements Comparator<String> {
    private static final Pattern NUMBER = Pattern.compile("^\\d+");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d{3})");
    private static final Pattern PART = Pattern.compile("\\d+|\\p{L}|[+<=>|~$^`]");

    @Override
    public int compare(String left, String right) {
        boolean first = numbered(left);
        boolean second = numbered(right);
        if (first != second) {
            return first ? -1 : 1;
        }
        int byNumber = first ? Double.compare(number(left), number(right)) : 0;
        return byNumber != 0 ? byNumber : byWords(left, right);
    }

    /// Whether a name begins with a number, without which the tool stops.
    static boolean numbered(String name) {
        return NUMBER.matcher(name).find();
    }

    /// As JavaScript has it: long numbers lose their last digits.
    private static double number(String name) {
        Matcher matcher = NUMBER.matcher(name);
        if (!matcher.find()) {
            return 0;
        }
        String digits = matcher.group();
        Matcher date = DATE.matcher(digits);
        return date.matches() ? moment(date) : Double.parseDouble(digits);
    }

    private static double moment(Matcher date) {
        try {
            return LocalDateTime.of(
                            part(date, 1),
                            part(date, 2),
                            part(date, 3),
                            part(date, 4),
                            part(date, 5),
                            part(date, 6),
                            part(date, 7) * 1_000_000)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            // No such day: not a number in JavaScript either, and compared by the rest.
            return 0;
        }
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static int byWords(String left, String right) {
        List<String> a = parts(left);
        List<String> b = parts(right);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compareParts(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        int byLength = Integer.compare(a.size(), b.size());
        return byLength != 0 ? byLength : byCase(a, b);
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(name);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
        return parts;
    }

    private static int compareParts(String a, String b) {
        boolean digits = Character.isDigit(a.charAt(0));
        if (digits && Character.isDigit(b.charAt(0))) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        int order = Integer.compare(rank(a), rank(b));
        return order != 0
                ? order
                : a.toLowerCase(Locale.ROOT).compareTo(b.toLowerCase(Locale.ROOT));
    }

    /// Symbols, then digits, then letters.
    private static int rank(String part) {
        char c = part.charAt(0);
        return Character.isLetter(c) ? 2 : Character.isDigit(c) ? 1 : 0;
    }

    /// The small letter first.
    private static int byCase(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = b.get(i).compareTo(a.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
