package dev.backout.deploy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.observe.MigrationScript;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.StatementSplitter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A script cut into what is sent, one after the other, in one transaction of ours. The tool sends
/// all of it as one message, which is one transaction as well.
///
/// @param text the whole file
/// @param pieces what is sent
record ScriptPieces(String text, List<Piece> pieces) {
    private static final Set<List<String>> BEGINNINGS =
            Set.of(
                    List.of("BEGIN"),
                    List.of("BEGIN", "WORK"),
                    List.of("BEGIN", "TRANSACTION"),
                    List.of("START", "TRANSACTION"));
    private static final Set<List<String>> ENDS =
            Set.of(
                    List.of("COMMIT"),
                    List.of("COMMIT", "WORK"),
                    List.of("COMMIT", "TRANSACTION"),
                    List.of("END"),
                    List.of("END", "WORK"),
                    List.of("END", "TRANSACTION"));

    ScriptPieces {
        pieces = List.copyOf(pieces);
    }

    /// A part of the file that is sent as it is, with its comments.
    ///
    /// @param sql the text
    /// @param offset where it begins in the file, in Java characters
    /// @param line the line of its first word
    record Piece(String sql, int offset, int line) {
        static Piece of(SqlStatement statement) {
            return new Piece(statement.text(), statement.offset(), statement.line());
        }
    }

    /// Cuts a script.
    ///
    /// @param tool what people type to deploy with the tool itself
    /// @throws BackoutException `script-unfit` when it begins or commits transactions in its middle
    static ScriptPieces of(Migration migration, String tool) {
        String text = migration.script().text();
        if (StatementSplitter.split(text).stream().anyMatch(ScriptPieces::forPsql)) {
            // The server refuses it, and says so as it does to the tool.
            return new ScriptPieces(text, List.of(new Piece(text, 0, 1)));
        }
        MigrationScript script = MigrationScript.of(text);
        List<SqlStatement> all = script.statements();
        List<SqlStatement> work = script.work();
        List<SqlStatement> control = new ArrayList<>(all);
        control.removeAll(work);
        for (SqlStatement statement : all) {
            if (statement.beginsWith("PREPARE", "TRANSACTION")) {
                throw unfit(migration, statement, tool);
            }
        }
        if (!control.isEmpty() && !wrapped(all, control)) {
            throw unfit(migration, control.getFirst(), tool);
        }
        if (work.size() == 1 && destroysAlone(work.getFirst())) {
            throw destroys(migration, tool);
        }
        return new ScriptPieces(text, work.stream().map(Piece::of).toList());
    }

    /// Whether it is one statement alone.
    boolean single() {
        return pieces.size() == 1;
    }

    /// A failure with its place in the file.
    ServerFailure placed(Piece piece, ServerFailure failure) {
        if (failure.position() == 0 || piece.offset() == 0) {
            return failure;
        }
        return failure.behind(text.codePointCount(0, piece.offset()));
    }

    /// The line of the file at which it failed.
    int line(Piece piece, ServerFailure placed) {
        return placed.position() > 0 ? placed.in(text).line() : piece.line();
    }

    private static boolean forPsql(SqlStatement part) {
        return part.form() == SqlStatement.Form.PSQL_COMMAND
                || part.form() == SqlStatement.Form.COPY_ROWS;
    }

    /// BEGIN before everything and COMMIT behind it add nothing to what we do.
    private static boolean wrapped(List<SqlStatement> all, List<SqlStatement> control) {
        return control.size() == 2
                && control.getFirst().equals(all.getFirst())
                && control.getLast().equals(all.getLast())
                && BEGINNINGS.contains(words(all.getFirst()))
                && ENDS.contains(words(all.getLast()));
    }

    private static List<String> words(SqlStatement statement) {
        int tokens = statement.tokens().size();
        List<String> words = statement.firstKeywords(4);
        boolean more = tokens > words.size() + 1;
        return more ? List.of() : words;
    }

    /// The few statements that refuse a transaction and destroy data.
    private static boolean destroysAlone(SqlStatement statement) {
        return statement.beginsWith("DROP", "DATABASE")
                || statement.beginsWith("DROP", "TABLESPACE")
                || statement.beginsWith("DROP", "SUBSCRIPTION");
    }

    private static BackoutException destroys(Migration migration, String tool) {
        return BackoutException.of(
                ErrorCode.SCRIPT_UNFIT,
                "%s destroys what cannot be kept, outside of any transaction"
                        .formatted(migration.name()),
                "nothing was executed; %s applies it, and keeps nothing".formatted(tool));
    }

    private static BackoutException unfit(
            Migration migration, SqlStatement statement, String tool) {
        return BackoutException.of(
                ErrorCode.SCRIPT_UNFIT,
                "%s begins or ends a transaction itself in line %d (%s): what it destroys could not"
                                .formatted(
                                        migration.name(),
                                        statement.line(),
                                        String.join(" ", statement.firstKeywords(2)))
                        + " be kept in the same transaction",
                "nothing was executed; split the file, or take the line away: every migration runs"
                        + " in one transaction anyway",
                "%s applies it as it is, and keeps nothing".formatted(tool));
    }
}
