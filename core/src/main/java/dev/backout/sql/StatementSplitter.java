package dev.backout.sql;

import dev.backout.sql.SqlStatement.Form;
import dev.backout.sql.SqlToken.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits an SQL file into statements where psql would. A semicolon ends a statement unless it
/// stands in quotes, in parentheses (`CREATE RULE ... DO (a; b)`) or in an SQL-standard function
/// body (`BEGIN ATOMIC ... END`).
public final class StatementSplitter {
    private static final Pattern ROWS_END = Pattern.compile("(?m)^\\\\\\.\\r?$\\n?");

    private final String sql;
    private final List<SqlStatement> parts = new ArrayList<>();
    private final LineCounter lines;
    private int offset;

    private StatementSplitter(String sql) {
        this.sql = sql;
        this.lines = new LineCounter(sql);
    }

    /// All parts of the text in order; none for the empty text. Never fails: a quote that is not
    /// closed makes the rest of the text the last statement.
    public static List<SqlStatement> split(String sql) {
        StatementSplitter splitter = new StatementSplitter(sql);
        while (splitter.offset < sql.length()) {
            splitter.part();
        }
        return List.copyOf(splitter.parts);
    }

    /// The parts that the server runs.
    public static List<SqlStatement> statements(String sql) {
        return split(sql).stream().filter(part -> part.form() == Form.STATEMENT).toList();
    }

    private void part() {
        SqlLexer lexer = new SqlLexer(sql, offset == 0 && byteOrderMark() ? 1 : offset);
        StatementEnd end = new StatementEnd(sql);
        int start = -1;
        while (lexer.hasNext()) {
            SqlToken token = lexer.next();
            if (start < 0 && !token.trivia()) {
                start = token.start();
                if (token.kind() == Kind.BACKSLASH) {
                    add(Form.PSQL_COMMAND, start, lineEnd(start));
                    return;
                }
            }
            if (end.reachedBy(token)) {
                statement(start, token.end());
                return;
            }
        }
        add(
                start < 0 ? Form.EMPTY : Form.STATEMENT,
                start < 0 ? sql.length() : start,
                sql.length());
    }

    private void statement(int start, int end) {
        boolean empty = sql.charAt(start) == ';';
        SqlStatement added = add(empty ? Form.EMPTY : Form.STATEMENT, start, end);
        if (!empty && copiesFromStandardInput(added)) {
            rows();
        }
    }

    private void rows() {
        Matcher end = ROWS_END.matcher(sql);
        if (end.find(offset)) {
            add(Form.COPY_ROWS, offset, end.end());
        }
    }

    private SqlStatement add(Form form, int start, int end) {
        TextPosition place = lines.position(start);
        SqlStatement part =
                new SqlStatement(
                        form,
                        sql.substring(offset, end),
                        offset,
                        start,
                        place.line(),
                        place.column());
        parts.add(part);
        offset = end;
        return part;
    }

    /// The server takes it for a letter; here it is no part of the first statement.
    private boolean byteOrderMark() {
        return sql.charAt(0) == '\ufeff';
    }

    private int lineEnd(int from) {
        int newline = sql.indexOf('\n', from);
        return newline < 0 ? sql.length() : newline + 1;
    }

    private static boolean copiesFromStandardInput(SqlStatement statement) {
        return statement.beginsWith("COPY") && words(statement).contains(" FROM STDIN ");
    }

    private static String words(SqlStatement statement) {
        StringBuilder words = new StringBuilder(" ");
        SqlLexer lexer = new SqlLexer(statement.text(), statement.start() - statement.offset());
        while (lexer.hasNext()) {
            SqlToken token = lexer.next();
            if (token.kind() == Kind.WORD) {
                words.append(token.in(statement.text()).toUpperCase(Locale.ROOT)).append(' ');
            } else if (!token.trivia()) {
                words.append(". ");
            }
        }
        return words.toString();
    }
}
