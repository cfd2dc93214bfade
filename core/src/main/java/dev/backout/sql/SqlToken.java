package dev.backout.sql;

/// A stretch of SQL text as PostgreSQL's own scanner would cut it.
///
/// @param kind what it is
/// @param start offset of the first character
/// @param end offset after the last character
public record SqlToken(Kind kind, int start, int end) {
    /// What a token is, as far as finding the ends of statements needs to know.
    public enum Kind {
        /// Blanks and newlines.
        SPACE,
        /// Either kind, nesting included.
        COMMENT,
        /// A keyword or a name that is not quoted.
        WORD,
        /// A name in double quotes.
        QUOTED_NAME,
        /// A string constant of any form.
        STRING,
        /// `$1`.
        PARAMETER,
        /// Ends a statement, mostly.
        SEMICOLON,
        /// A parenthesis.
        OPEN,
        /// A parenthesis.
        CLOSE,
        /// Outside quotes only psql has a use for it.
        BACKSLASH,
        /// A number, or one character of an operator.
        OTHER
    }

    /// Whether it is space or a comment.
    public boolean trivia() {
        return kind == Kind.SPACE || kind == Kind.COMMENT;
    }

    /// The text of the token, given the text it was cut from.
    public String in(String sql) {
        return sql.substring(start, end);
    }
}
