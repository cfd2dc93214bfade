package dev.backout.sql;

import dev.backout.sql.SqlToken.Kind;

import java.util.Locale;

/// Tells whether a token ends its statement; sees the tokens of one statement in order.
final class StatementEnd {
    private final String sql;
    private final StringBuilder first = new StringBuilder();
    private int significant;
    private int parentheses;
    private int blocks;
    private boolean begin;

    StatementEnd(String sql) {
        this.sql = sql;
    }

    boolean reachedBy(SqlToken token) {
        if (token.trivia()) {
            return false;
        }
        switch (token.kind()) {
            case OPEN -> parentheses++;
            case CLOSE -> parentheses = Math.max(0, parentheses - 1);
            case WORD -> word(token.in(sql).toUpperCase(Locale.ROOT));
            case SPACE, COMMENT, QUOTED_NAME, STRING, PARAMETER, SEMICOLON, BACKSLASH, OTHER -> {}
        }
        significant++;
        begin &= token.kind() == Kind.WORD;
        return token.kind() == Kind.SEMICOLON && parentheses == 0 && blocks == 0;
    }

    /// Only a routine's body has blocks; CASE inside it ends with END as well.
    private void word(String word) {
        if (significant < 4) {
            first.append(word).append(' ');
        }
        switch (word) {
            case "ATOMIC" -> blocks += begin && blocks == 0 && routine() ? 1 : 0;
            case "CASE" -> blocks += blocks > 0 ? 1 : 0;
            case "END" -> blocks -= blocks > 0 ? 1 : 0;
            default -> {}
        }
        begin = word.equals("BEGIN");
    }

    private boolean routine() {
        String words = first.toString().replace("OR REPLACE ", "");
        return words.startsWith("CREATE FUNCTION ") || words.startsWith("CREATE PROCEDURE ");
    }
}
