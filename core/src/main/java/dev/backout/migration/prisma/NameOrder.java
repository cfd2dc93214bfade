package dev.backout.migration.prisma;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;

/// The order of names that JavaScript's `a.localeCompare(b)` gives, by which Prisma sorts.
///
/// That is the Unicode collation of CLDR's root locale, seen in Node 20 (ICU 78): white space, then
/// punctuation and symbols in an order of their own (none is skipped), then digits (as characters,
/// not as numbers), then letters without regard to case; a tie is settled first by accents, then by
/// case with the small letter first. Exact for ASCII. Other letters come after `z` by code point,
/// accents count as in the standard; a migration's name has hardly ever any.
final class NameOrder implements Comparator<String> {
    private static final String FIRST_TO_LAST =
            "\t\n\u000B\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";
    private static final int LETTERS = FIRST_TO_LAST.length();
    private static final int LETTER_COUNT = 26;

    @Override
    public int compare(String left, String right) {
        int at = firstDifference(left, right);
        if (plain(left, at) && plain(right, at)) {
            return Integer.compare(weight(left.charAt(at)), weight(right.charAt(at)));
        }
        String a = decomposed(left);
        String b = decomposed(right);
        int primary = compareKeys(primary(a), primary(b));
        if (primary != 0) {
            return primary;
        }
        int accents = compareKeys(accents(a), accents(b));
        return accents != 0 ? accents : compareKeys(cases(a), cases(b));
    }

    /// Most names differ first in a digit or a small letter, and that settles it: what stands
    /// before is the same, and no accent on what stands after counts as much.
    private static boolean plain(String text, int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static int firstDifference(String left, String right) {
        int end = Math.min(left.length(), right.length());
        int at = 0;
        while (at < end && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String decomposed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFD)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    private static int compareKeys(int[] a, int[] b) {
        return Arrays.compare(a, b);
    }

    private static int[] primary(String text) {
        return text.codePoints()
                .filter(c -> !ignored(c) && !accent(c))
                .map(NameOrder::weight)
                .toArray();
    }

    /// One weight per character, so that an accent on an earlier letter decides.
    private static int[] accents(String text) {
        return text.codePoints().filter(c -> !ignored(c)).map(c -> accent(c) ? c : 0).toArray();
    }

    private static int[] cases(String text) {
        return text.codePoints()
                .filter(c -> !ignored(c) && !accent(c))
                .map(c -> Character.isUpperCase(c) ? 1 : 0)
                .toArray();
    }

    private static int weight(int c) {
        int lower = Character.toLowerCase(c);
        if (lower >= 'a' && lower <= 'z') {
            return LETTERS + lower - 'a';
        }
        int symbol = FIRST_TO_LAST.indexOf(c);
        return symbol >= 0 ? symbol : LETTERS + LETTER_COUNT + lower;
    }

    private static boolean accent(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /// Control characters have no weight at all, except those that are white space.
    private static boolean ignored(int c) {
        return (Character.isISOControl(c) && FIRST_TO_LAST.indexOf(c) < 0)
                || Character.getType(c) == Character.FORMAT;
    }
}
