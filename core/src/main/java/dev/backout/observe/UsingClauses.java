package dev.backout.observe;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for ALTER COLUMN ... TYPE ... USING in a file: the expression leaves no trace in the
/// catalog, and it can be anything.
final class UsingClauses {
    private static final String NAME = "(?:\"(?<quoted>[^\"]+)\"|(?<plain>[\\w$]+))";
    private static final Pattern CLAUSE =
            Pattern.compile(
                    "(?is)\\bALTER\\s+(?:COLUMN\\s+)?"
                            + NAME
                            + "\\s+(?:SET\\s+DATA\\s+)?TYPE\\b(?:\\([^)]*\\)|[^;,(]){0,300}?"
                            + "\\bUSING\\b(?<how>[^;]*?)"
                            + "(?=,\\s*(?:ALTER|ADD|DROP|RENAME|SET)\\b|;|\\z)");

    private UsingClauses() {}

    /// The expression that a column's values go through when it is more than a cast of the column
    /// itself, shortened for people; else null.
    static @Nullable String odd(MigrationScript script, String column) {
        Matcher clause = CLAUSE.matcher(script.text());
        while (clause.find()) {
            String quoted = clause.group("quoted");
            String name = quoted == null ? clause.group("plain") : quoted;
            if (name.equalsIgnoreCase(column)) {
                String how = clause.group("how").strip();
                if (!isCast(how, column)) {
                    return how.length() > 60 ? how.substring(0, 57) + "..." : how;
                }
            }
        }
        return null;
    }

    /// The first column of the file whose values go through an expression, or null.
    static @Nullable String anyOdd(MigrationScript script) {
        Matcher clause = CLAUSE.matcher(script.text());
        while (clause.find()) {
            String quoted = clause.group("quoted");
            String name = quoted == null ? clause.group("plain") : quoted;
            if (!isCast(clause.group("how").strip(), name)) {
                return name;
            }
        }
        return null;
    }

    /// `col::type`, `(col)::text::type`, `CAST(col AS type)`.
    private static boolean isCast(String expression, String column) {
        String name = "\"?" + Pattern.quote(column) + "\"?";
        String type = "[\\w\\s.\"\\[\\]]+(?:\\([\\d,\\s]*\\))?[\\w\\s\\[\\]]*";
        String chain = "\\(*\\s*" + name + "\\s*\\)*(?:\\s*::\\s*" + type + "\\)*)*";
        String cast = "\\(*\\s*CAST\\s*\\(\\s*" + name + "\\s+AS\\s+" + type + "\\)+";
        return Pattern.compile("(?is)" + chain).matcher(expression).matches()
                || Pattern.compile("(?is)" + cast).matcher(expression).matches();
    }
}
