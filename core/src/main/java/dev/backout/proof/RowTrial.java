package dev.backout.proof;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.observe.MigrationScript;
import dev.backout.observe.RowFailure;
import dev.backout.observe.TransactionUse;
import dev.backout.rows.GeneratedRows;
import dev.backout.rows.RowGenerator;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Tries a migration that runs on empty tables on tables with rows of our own making, in a
/// transaction that is rolled back: up, inverse, up again, and what a person wrote to undo it. So
/// rows are there when they are wanted and nothing else ever meets them.
///
/// Only what fails for the rows counts. A file that refuses a transaction is not tried.
final class RowTrial {
    /// What is longer brings rows of its own, and takes its time.
    private static final int MOST_TEXT = 1 << 20;

    private final Replica replica;
    private final Subject subject;
    private final MigrationScript script;
    private final Snapshot before;
    private final Snapshot after;
    private final List<Change> changes;
    private RowFindings findings = RowFindings.NONE;

    RowTrial(
            Replica replica,
            Subject subject,
            Snapshot before,
            Snapshot after,
            List<Change> changes) {
        this.replica = replica;
        this.subject = subject;
        this.script = MigrationScript.of(subject.sql());
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /// What was found by the last attempt.
    RowFindings findings() {
        return findings;
    }

    /// Forgets what was found: something else than rows of ours was in the way.
    void discard() {
        findings = RowFindings.NONE;
    }

    /// Tries it on the replica, which is in the state before the migration and stays there.
    ///
    /// @param inverse the statements that undo it, or null when there are none
    void attempt(@Nullable List<Statement> inverse) {
        discard();
        Set<Address> tables = addresses(wanted());
        Set<Address> hopeless =
                addresses(NeedsRows.hopeless(changes, before, after, script.touchesRows()));
        tables.removeAll(hopeless);
        TransactionUse use = script.transactionUse();
        if (tables.isEmpty()
                || use == TransactionUse.LEFT_OPEN
                || refusesTransaction(script)
                || subject.sql().length() > MOST_TEXT) {
            return;
        }
        GeneratedRows rows = new RowGenerator(replica.catalog()).rows(tables, hopeless);
        RowSession session = replica.rowSession(script.touchesRows());
        try {
            List<String> notices = session.fill(rows);
            if (notices == null) {
                return;
            }
            Set<Address> filled = rows.filled(notices);
            RowFindings found = RowFindings.of(filled, rows.unfilled(filled));
            findings = filled.isEmpty() ? found : tried(session, found, inverse);
        } finally {
            session.end();
        }
    }

    private RowFindings tried(
            RowSession session, RowFindings found, @Nullable List<Statement> inverse) {
        return switch (session.run(text(script, subject.sql()))) {
            case RowStep.Fails(ServerFailure failure) -> found.withUp(told(failure));
            case RowStep.Untried _ -> found;
            case RowStep.Done _ -> {
                session.mark();
                RowFindings back = inverse == null ? found : undone(session, found, inverse);
                yield subject.down() == null ? back : written(session, back, subject.down());
            }
        };
    }

    private RowFindings undone(RowSession session, RowFindings found, List<Statement> inverse) {
        String sql = inverse.stream().map(Statement::text).collect(Collectors.joining("\n"));
        return switch (session.run(sql)) {
            case RowStep.Fails(ServerFailure failure) -> found.withInverse(failure.message());
            case RowStep.Untried _ -> found;
            case RowStep.Done _ -> script.touchesRows() ? again(session, found) : found;
        };
    }

    private RowFindings again(RowSession session, RowFindings found) {
        return session.run(text(script, subject.sql())) instanceof RowStep.Fails(var failure)
                ? found.withAgain(failure.message())
                : found;
    }

    private RowFindings written(RowSession session, RowFindings found, String down) {
        MigrationScript file = MigrationScript.of(down);
        if (file.transactionUse() == TransactionUse.LEFT_OPEN || refusesTransaction(file)) {
            return found;
        }
        session.back();
        return session.run(text(file, down)) instanceof RowStep.Fails(var failure)
                ? found.withDown(failure.message())
                : found;
    }

    /// Tables whose rows the migration or its inverse looks at.
    private Set<CatalogId> wanted() {
        boolean written = script.touchesRows();
        Set<CatalogId> tables = new HashSet<>(NeedsRows.ofMigration(changes, before, after));
        tables.addAll(NeedsRows.ofInverse(changes, before, after, written));
        tables.addAll(NeedsRows.named(script, before));
        return tables;
    }

    /// The same tables by the names that they have now.
    private Set<Address> addresses(Set<CatalogId> tables) {
        return tables.stream()
                .map(before::find)
                .filter(Objects::nonNull)
                .map(Entry::address)
                .collect(Collectors.toSet());
    }

    private RowFailure told(ServerFailure failure) {
        boolean whole =
                script.transactionUse() == TransactionUse.ORDINARY && failure.position() > 0;
        return new RowFailure(
                failure.sqlState(),
                failure.message(),
                whole ? failure.in(subject.sql()).line() : 0);
    }

    /// As [dev.backout.observe.Observer] does it: without the file's own BEGIN and COMMIT.
    private String text(MigrationScript file, String sql) {
        return file.transactionUse() == TransactionUse.ORDINARY
                ? replica.helped(sql)
                : file.work().stream().map(s -> s.text()).collect(Collectors.joining());
    }

    private static boolean refusesTransaction(MigrationScript file) {
        return file.mentions("CONCURRENTLY");
    }
}
