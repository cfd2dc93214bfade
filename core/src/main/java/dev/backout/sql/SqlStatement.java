package dev.backout.sql;

import dev.backout.sql.SqlToken.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One part of an SQL file. The texts of all parts, joined, are the file again.
///
/// @param form what the part is
/// @param text the whole part: leading space and comments, the statement, its semicolon
/// @param offset where `text` begins in the file, in Java characters
/// @param start where the statement itself begins in the file, after space and comments
/// @param line line of `start`, from 1
/// @param column column of `start` in code points, from 1
public record SqlStatement(Form form, String text, int offset, int start, int line, int column) {
    /// What a part of a file is.
    public enum Form {
        /// A statement for the server.
        STATEMENT,
        /// Space and comments only, with or without a semicolon.
        EMPTY,
        /// A line for psql (`\connect`, `\i`): the server does not understand it.
        PSQL_COMMAND,
        /// Rows after `COPY ... FROM STDIN`: only psql feeds them.
        COPY_ROWS
    }

    /// The statement without leading space and comments and without the final semicolon.
    public String sql() {
        String body = text.substring(start - offset).stripTrailing();
        return form == Form.STATEMENT && endsWithSemicolon()
                ? body.substring(0, body.lastIndexOf(';')).stripTrailing()
                : body;
    }

    /// The first words in upper case, comments skipped, up to the first token that is not a plain
    /// word: `CREATE`, `UNIQUE`, `INDEX`, `CONCURRENTLY`.
    ///
    /// @param most no more words than this
    public List<String> firstKeywords(int most) {
        List<String> words = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(text, start - offset);
        while (lexer.hasNext() && words.size() < most) {
            SqlToken token = lexer.next();
            if (token.kind() == Kind.WORD) {
                words.add(token.in(text).toUpperCase(Locale.ROOT));
            } else if (!token.trivia()) {
                break;
            }
        }
        return words;
    }

    /// The tokens of the statement, without space and comments; their offsets count in `text`.
    public List<SqlToken> tokens() {
        return tokens(text, start - offset);
    }

    /// The tokens of any SQL text, without space and comments.
    public static List<SqlToken> tokens(String sql) {
        return tokens(sql, 0);
    }

    private static List<SqlToken> tokens(String sql, int from) {
        List<SqlToken> tokens = new ArrayList<>();
        for (SqlLexer lexer = new SqlLexer(sql, from); lexer.hasNext(); ) {
            SqlToken token = lexer.next();
            if (!token.trivia()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /// Whether the statement begins with these words; they are given in upper case.
    public boolean beginsWith(String... words) {
        return firstKeywords(words.length).equals(List.of(words));
    }

    private boolean endsWithSemicolon() {
        List<SqlToken> tokens = tokens();
        return !tokens.isEmpty() && tokens.getLast().kind() == Kind.SEMICOLON;
    }
}
