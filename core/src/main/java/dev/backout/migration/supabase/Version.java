package dev.backout.migration.supabase;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a file name says: digits, by which the history knows the migration, and a label.
///
/// @param digits the key of the row
/// @param label what stands behind the first underscore, perhaps nothing
record Version(String digits, String label) {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)");
    private static final String SUFFIX = ".sql";

    /// Before this moment a first file `..._init.sql` was made by the command line itself.
    private static final String LAST_INIT = "20211209000000";

    /// That of a file, or null when the tool passes it over.
    static @Nullable Version ofFile(String file) {
        return file.endsWith(SUFFIX)
                ? of(file.substring(0, file.length() - SUFFIX.length()))
                : null;
    }

    /// That of a migration's name, or null when it has no digits in front.
    static @Nullable Version of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new Version(matcher.group(1), matcher.group(2)) : null;
    }

    /// The digits of a migration's name; of a row without a name they are all of it.
    static String digits(String name) {
        Version version = of(name);
        return version == null ? name : version.digits;
    }

    /// The migration's name.
    String name() {
        return digits + "_" + label;
    }

    /// Whether the tool passes it over when it is the first of all: it made such files itself once.
    boolean deprecatedFirst() {
        return digits.length() >= LAST_INIT.length()
                && label.equals("init")
                && digits.substring(digits.length() - LAST_INIT.length()).compareTo(LAST_INIT) < 0;
    }
}
