package dev.backout.integration.pgdump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// What a program said on its standard error that people should see: its errors and warnings, not
/// its progress, no row values and no password. Safe for several threads.
final class Said {
    private static final int KEPT = 8;
    private static final int LONGEST = 400;
    private static final Pattern WORTH =
            Pattern.compile("^\\S+: (error|fatal|warning|hint|\\[[^\\]]+\\]).*", Pattern.DOTALL);

    /// The server's details hold row values, and so does the context of COPY.
    private static final Pattern ROWS =
            Pattern.compile("^(\\S+: )?(detail|DETAIL|CONTEXT|context|STATEMENT|LINE \\d+):?.*");

    private final String password;
    private final Deque<String> lines = new ArrayDeque<>();

    /// @param password what must not come out, or empty
    Said(String password) {
        this.password = password;
    }

    /// Takes a line.
    synchronized void add(String line) {
        if (ROWS.matcher(line).matches() || !WORTH.matcher(line).matches()) {
            return;
        }
        lines.addLast(masked(line));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /// The errors without the program's name; the last warning when there was no error.
    synchronized String text() {
        List<String> errors = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(": error: ") || line.contains(": fatal: ")) {
                errors.add(line.replaceFirst("^\\S+: (error|fatal): ", ""));
            }
        }
        if (errors.isEmpty()) {
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        }
        return String.join("; ", errors);
    }

    /// The warnings, for notes.
    synchronized List<String> warnings() {
        return lines.stream().filter(line -> line.contains(": warning: ")).toList();
    }

    /// A text without the password, and not too long.
    String masked(String text) {
        String safe = password.isEmpty() ? text : text.replace(password, "***");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "...";
    }
}
