package dev.backout.integration.pgdump;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gathers from what pg_restore says what could not be restored, without row values. Safe for
/// several threads.
final class RestoreErrors {
    private static final Pattern ENTRY =
            Pattern.compile("^pg_restore: from TOC entry \\d+; \\d+ \\d+ (.*)$");
    private static final Pattern ERROR = Pattern.compile("^pg_restore: error: (.*)$");

    /// A newer pg_restore sets what an older server does not know; nothing is lost by that.
    private static final Pattern SETTING =
            Pattern.compile(".*unrecognized configuration parameter.*");

    /// The file itself is bad, not what is in it.
    private static final Pattern DAMAGED =
            Pattern.compile(
                    ".*(end of file|could not read|could not uncompress|could not decompress"
                            + "|unexpected block|not a valid archive|unsupported version"
                            + "|corrupt|could not find block|expected block|crc|invalid code"
                            + "|could not open input file|could not open file"
                            + "|incorrect data check|did not find magic).*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CONNECTION =
            Pattern.compile(".*(connection to (server|database)|terminating connection).*");

    private final Set<String> failures = new LinkedHashSet<>();
    private @Nullable String damage;
    private @Nullable String broken;
    private String entry = "";

    /// Takes a line of standard error.
    synchronized void add(String line) {
        Matcher about = ENTRY.matcher(line);
        if (about.matches()) {
            entry = withoutOwner(about.group(1));
            return;
        }
        Matcher error = ERROR.matcher(line);
        if (!error.matches() || SETTING.matcher(line).matches()) {
            return;
        }
        String text =
                error.group(1)
                        .replaceFirst("^could not execute query: ", "")
                        .replaceFirst("^ERROR: +", "");
        if (DAMAGED.matcher(text).matches() && damage == null) {
            damage = text;
        } else if (CONNECTION.matcher(text).matches() && broken == null) {
            broken = text;
        } else {
            failures.add(entry.isEmpty() ? text : "%s: %s".formatted(entry, text));
        }
    }

    /// What could not be restored.
    synchronized List<String> failures() {
        return new ArrayList<>(failures);
    }

    /// What is wrong with the file, or null.
    synchronized @Nullable String damage() {
        return damage;
    }

    /// How the server was lost, or null.
    synchronized @Nullable String broken() {
        return broken;
    }

    /// The last word of an entry is its owner.
    private static String withoutOwner(String title) {
        int space = title.strip().lastIndexOf(' ');
        return space < 0 ? title : title.substring(0, space);
    }
}
