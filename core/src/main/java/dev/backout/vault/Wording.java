package dev.backout.vault;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the words of one statement tell. Only its first words are understood, and whether other
/// words occur in it; everything else is observed.
///
/// @param sql the statement
/// @param first its first words in upper case, up to the first token that is not a plain word, at
///   most three
record Wording(String sql, List<String> first) {
    /// They cannot drop or alter a table, nor empty one, but through triggers and functions of the
    /// user's; then the look at the end finds it.
    private static final Set<String> HARMLESS =
            Set.of(
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "VALUES",
                    "COPY",
                    "CREATE",
                    "COMMENT",
                    "GRANT",
                    "REVOKE",
                    "SET",
                    "RESET",
                    "SHOW",
                    "LOCK",
                    "ANALYZE",
                    "REFRESH",
                    "NOTIFY",
                    "LISTEN",
                    "UNLISTEN",
                    "DISCARD",
                    "SECURITY",
                    "REINDEX");

    private static final Set<String> TRANSACTION =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");

    /// What else a statement may do that renames or adds.
    private static final Set<String> MORE = Set.of("DROP", "TYPE", "SET", "USING", "DETACH");

    static Wording of(String sql) {
        return new Wording(
                sql,
                SqlStatement.tokens(sql).stream()
                        .takeWhile(token -> token.kind() == SqlToken.Kind.WORD)
                        .limit(3)
                        .map(token -> upper(token, sql))
                        .toList());
    }

    /// Whether no look at the tables is needed.
    boolean harmless() {
        return (first.isEmpty() || HARMLESS.contains(first.getFirst())) && single();
    }

    private boolean single() {
        List<SqlToken> tokens = SqlStatement.tokens(sql);
        return tokens.stream()
                .limit(Math.max(0, tokens.size() - 1))
                .noneMatch(token -> token.kind() == SqlToken.Kind.SEMICOLON);
    }

    /// Whether the statement begins or ends a transaction, or a part of one.
    boolean transaction() {
        return !first.isEmpty()
                && (TRANSACTION.contains(first.getFirst()) || begins("PREPARE", "TRANSACTION"));
    }

    /// Whether a column that gets another type is converted by the server's own cast.
    boolean convertsByCast() {
        return begins("ALTER", "TABLE") && !has("USING") && single();
    }

    /// Whether it only gives something another name, or a table one more constraint: nothing goes
    /// by it.
    boolean renames() {
        return single()
                && (begins("ALTER", "INDEX") || begins("ALTER", "TABLE"))
                && (has("RENAME") || (has("ADD") && has("CONSTRAINT")))
                && words().filter("ALTER"::equals).count() == 1
                && words().noneMatch(MORE::contains);
    }

    /// Whether it names tables to drop, and does nothing else: no code of it reads them before.
    boolean dropsTables() {
        return begins("DROP", "TABLE") && single();
    }

    /// Whether it deletes rows, and says so.
    boolean deletes() {
        return has("DELETE");
    }

    /// Whether a name of it, as SQL, is this table's; the name of another one may begin with it.
    boolean names(LiveTable table) {
        return Pattern.compile(
                        "(?<![\\w$\".])" + Pattern.quote(table.sql()) + "(?![\\w$\"])",
                        Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(sql)
                .find();
    }

    /// Whether it drops columns of a table by name, and reads none of them.
    boolean dropsColumns() {
        return single() && ColumnDrops.alone(sql);
    }

    /// Whether it runs code that cannot be seen here.
    boolean opaque() {
        return !single()
                || Stream.of("ALTER", "DROP", "TRUNCATE", "CLUSTER").noneMatch(this::begins);
    }

    /// Whether it may have computed this column anew, given that it wrote the table anew.
    boolean mayCompute(LiveColumn column) {
        if (begins("DO")) {
            return sql.toLowerCase(Locale.ROOT).contains(column.name().toLowerCase(Locale.ROOT));
        }
        return opaque() || (begins("ALTER", "TABLE") && has("USING") && alters(column));
    }

    /// Whether it says `ALTER column TYPE`, or may say so in an escaped name.
    private boolean alters(LiveColumn column) {
        List<String> words = SqlStatement.tokens(sql).stream().map(token -> token.in(sql)).toList();
        for (int i = 1; i < words.size() - 1; i++) {
            String name = words.get(i);
            String before = words.get(i - 1);
            String after = words.get(i + 1);
            if (name.startsWith("U&") || name.startsWith("u&")) {
                return true;
            }
            if ((before.equalsIgnoreCase("ALTER") || before.equalsIgnoreCase("COLUMN"))
                    && (after.equalsIgnoreCase("TYPE") || after.equalsIgnoreCase("SET"))
                    && (name.equalsIgnoreCase(column.name()) || name.equals(quoted(column)))) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(LiveColumn column) {
        return '"' + column.name().replace("\"", "\"\"") + '"';
    }

    private boolean has(String word) {
        return words().anyMatch(word::equals);
    }

    private Stream<String> words() {
        return SqlStatement.tokens(sql).stream()
                .filter(token -> token.kind() == SqlToken.Kind.WORD)
                .map(token -> upper(token, sql));
    }

    private boolean begins(String... words) {
        return first.size() >= words.length
                && first.subList(0, words.length).equals(List.of(words));
    }

    private static String upper(SqlToken token, String sql) {
        return token.in(sql).toUpperCase(Locale.ROOT);
    }
}
