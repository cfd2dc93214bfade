package dev.backout.sql;

/// A stretch of SQL text as PostgreSQL's own scanner would cut it.
///
/// @param kind what it is
/// @param start offset of the first character
/// @param end offset after the last character
record SqlToken(Kind kind, int start, int end) {
    /// What a token is, as far as finding the ends of statements needs to know.
    enum Kind {
        SPACE,
        COMMENT,
        WORD,
        QUOTED_NAME,
        STRING,
        PARAMETER,
        SEMICOLON,
        OPEN,
        CLOSE,
        BACKSLASH,
        OTHER
    }

    boolean trivia() {
        return kind == Kind.SPACE || kind == Kind.COMMENT;
    }

    String in(String sql) {
        return sql.substring(start, end);
    }
}
