package dev.backout.sql;

import dev.backout.sql.SqlToken.Kind;

/// SQL text without what must not be mistaken for code: comments become a space, string constants
/// `''`. Line breaks inside them are lost.
public final class Skeleton {
    private Skeleton() {}

    /// The text of one statement, or of several.
    public static String of(String sql) {
        StringBuilder out = new StringBuilder(sql.length());
        for (SqlLexer lexer = new SqlLexer(sql, 0); lexer.hasNext(); ) {
            SqlToken token = lexer.next();
            if (token.trivia()) {
                out.append(' ');
            } else if (token.kind() == Kind.STRING) {
                out.append("''");
            } else {
                out.append(sql, token.start(), token.end());
            }
        }
        return out.toString();
    }
}
