package dev.backout.proof;

import dev.backout.rows.GeneratedRows;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.SequenceValues;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// One transaction of the ordinary role over made-up rows; it is never committed. For one thread.
final class RowSession {
    /// Three rows take no time; what takes long is not about them.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Not rows but the transaction, rights, time or room.
    private static final List<String> OTHERWISE = List.of("08", "25", "40", "53", "57", "58");

    private static final String NO_RIGHT = "42501";
    private static final String SAVEPOINT = "backout_rows";

    private final ScratchDatabase database;
    private final String deferred;
    private final @Nullable SequenceValues sequences;

    /// @param writes whether what is run may take values of sequences
    RowSession(ScratchDatabase database, Snapshot catalog, boolean writes) {
        this.database = database;
        this.deferred = deferred(catalog);
        this.sequences = writes ? database.sequences() : null;
    }

    /// Inserts rows.
    ///
    /// @return what the server said, or null when there can be no rows
    @Nullable List<String> fill(GeneratedRows rows) {
        String sql = rows.sql();
        if (sql.isEmpty()) {
            return null;
        }
        return database.run("BEGIN;\n" + sql + settled(), LIMIT)
                        instanceof
                        MessageOutcome.Completed(List<String> tags, List<String> notices, _)
                ? notices
                : null;
    }

    /// Runs a text, and what its end would run: deferred constraints.
    RowStep run(String sql) {
        ServerFailure failure = failure(sql);
        if (failure == null) {
            failure = failure(settled());
        }
        return failure == null
                ? new RowStep.Done()
                : byRows(failure) ? new RowStep.Fails(failure) : new RowStep.Untried();
    }

    /// Remembers this state.
    void mark() {
        failure("SAVEPOINT " + SAVEPOINT);
    }

    /// Back to the state that was remembered.
    void back() {
        failure("ROLLBACK TO " + SAVEPOINT);
    }

    /// Undoes everything.
    void end() {
        database.reset();
        if (sequences != null) {
            database.restore(sequences);
        }
    }

    /// Whether a failure is for the rows. What needs help is done otherwise outside.
    private static boolean byRows(ServerFailure failure) {
        return !failure.sqlState().equals(NO_RIGHT)
                && OTHERWISE.stream().noneMatch(failure.sqlState()::startsWith);
    }

    private @Nullable ServerFailure failure(String sql) {
        return database.run(sql, LIMIT).failure();
    }

    /// As if a transaction ended here and another one began: settings too are those of a fresh
    /// session.
    private String settled() {
        return "SET CONSTRAINTS ALL IMMEDIATE; RESET ALL; " + deferred;
    }

    /// A migration may drop such a constraint.
    private static String deferred(Snapshot catalog) {
        return catalog.entries().stream()
                .filter(RowSession::isDeferred)
                .map(entry -> List.of(entry.address().first(), entry.address().name()))
                .distinct()
                .map(name ->
                        "DO 'BEGIN SET CONSTRAINTS %s DEFERRED; EXCEPTION WHEN OTHERS THEN NULL; END'; "
                                .formatted(Identifiers.dotted(name).replace("'", "''")))
                .collect(Collectors.joining());
    }

    private static boolean isDeferred(Entry entry) {
        return entry.object() instanceof Constraint constraint
                && constraint.definition().endsWith("INITIALLY DEFERRED");
    }
}
