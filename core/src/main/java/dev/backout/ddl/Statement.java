package dev.backout.ddl;

/// One SQL statement, without its semicolon.
///
/// @param sql the text, one or several lines
public record Statement(String sql) {
    /// A statement from a format and its parts.
    public static Statement of(String format, Object... parts) {
        return new Statement(parts.length == 0 ? format : format.formatted(parts));
    }

    /// The text with its semicolon, as it stands in a file.
    public String text() {
        return sql + ";";
    }
}
