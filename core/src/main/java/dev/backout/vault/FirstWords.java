package dev.backout.vault;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the first words of a statement tell. Nothing else of SQL is understood here.
///
/// @param words in upper case, up to the first token that is not a plain word, at most three
record FirstWords(List<String> words) {
    /// They cannot drop or alter a table, nor empty one, but through triggers of the user's; then
    /// the look at the end finds it.
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

    static FirstWords of(String sql) {
        List<SqlToken> tokens = SqlStatement.tokens(sql);
        return new FirstWords(
                tokens.stream()
                        .takeWhile(token -> token.kind() == SqlToken.Kind.WORD)
                        .limit(3)
                        .map(token -> token.in(sql).toUpperCase(Locale.ROOT))
                        .toList());
    }

    /// Whether no look at the tables is needed.
    boolean harmless() {
        return words.isEmpty() || HARMLESS.contains(words.getFirst());
    }

    /// Whether the statement begins or ends a transaction, or a part of one.
    boolean transaction() {
        return !words.isEmpty()
                && (TRANSACTION.contains(words.getFirst()) || beginWith("PREPARE", "TRANSACTION"));
    }

    /// Whether these are the first ones.
    boolean beginWith(String... these) {
        return words.size() >= these.length
                && words.subList(0, these.length).equals(List.of(these));
    }
}
