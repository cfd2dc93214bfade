package dev.backout.ddl;

import dev.backout.sql.Secrets;

/// One SQL statement, without its semicolon.
///
/// @param sql the text, one or several lines
/// @param shown the text for messages: the same, unless the statement holds a secret
public record Statement(String sql, String shown) {
    /// A statement that shows everything but its secrets.
    public Statement(String sql) {
        this(sql, Secrets.masked(sql));
    }

    /// A statement from a format and its parts.
    public static Statement of(String format, Object... parts) {
        return new Statement(parts.length == 0 ? format : format.formatted(parts));
    }

    /// The text with its semicolon, as it stands in a file.
    public String text() {
        return sql + ";";
    }

    /// What may be shown, with its semicolon.
    public String shownText() {
        return shown + ";";
    }

    /// What may be shown.
    @Override
    public String toString() {
        return shown;
    }
}
