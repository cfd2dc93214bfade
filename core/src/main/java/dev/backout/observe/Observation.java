package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/// What a migration, or an inverse, did. Everything else that is said of it follows from this.
///
/// @param script the file
/// @param transaction how it stands to transactions
/// @param changes what changed in the schema
/// @param recreated tables, columns, sequences and types that were dropped while another of that
///   name came: nothing of this is a change when both look the same
/// @param retypings columns whose values were converted
/// @param trimmed columns of a composite type that lost an attribute, as they were called
/// @param measures locks, rewrites, written tables
/// @param unmodelled kinds of objects that changed and that a snapshot does not know; filled in by
///   whoever reads catalogs
/// @param statements statement by statement; empty unless it was traced
/// @param failure why it failed, or null when it ran through
/// @param onRows why it fails when tables hold rows, or null when it does not, or was not tried;
///   filled in by whoever makes rows up
public record Observation(
        MigrationScript script,
        TransactionUse transaction,
        List<Change> changes,
        List<Address> recreated,
        List<Retyping> retypings,
        List<Address> trimmed,
        Measures measures,
        List<String> unmodelled,
        List<StatementObservation> statements,
        @Nullable ServerFailure failure,
        @Nullable RowFailure onRows) {
    private static final Comparator<Change> BY_ADDRESS = Comparator.comparing(Change::address);

    /// Copies the lists, and sorts the changes by address.
    public Observation {
        changes = changes.stream().sorted(BY_ADDRESS).toList();
        recreated = List.copyOf(recreated);
        retypings = List.copyOf(retypings);
        trimmed = List.copyOf(trimmed);
        unmodelled = List.copyOf(unmodelled);
        statements = List.copyOf(statements);
    }

    /// A file that ran through.
    public static Observation of(
            MigrationScript script,
            TransactionUse transaction,
            Snapshot before,
            Snapshot after,
            Measures measures) {
        List<Change> changes = SchemaDiff.byIdentity(before, after);
        return new Observation(
                script,
                transaction,
                changes,
                Identities.recreated(before, after),
                Identities.retypings(before, after, Renamings.of(changes)),
                Identities.trimmed(before, after),
                measures,
                List.of(),
                List.of(),
                null,
                null);
    }

    /// A file that failed: it did nothing.
    public static Observation failed(MigrationScript script, ServerFailure failure) {
        return new Observation(
                script,
                script.transactionUse(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Measures.NONE,
                List.of(),
                List.of(),
                failure,
                null);
    }

    /// The same file, which failed when it was to run for good: what it did is not certain.
    Observation failing(ServerFailure reason) {
        return with(unmodelled, statements, reason, onRows);
    }

    /// The same with kinds of objects that are not modelled.
    public Observation withUnmodelled(List<String> kinds) {
        return with(kinds, statements, failure, onRows);
    }

    /// The same, statement by statement.
    public Observation withStatements(List<StatementObservation> traced) {
        return with(unmodelled, traced, failure, onRows);
    }

    /// The same with what happens when tables hold rows.
    public Observation withRows(@Nullable RowFailure reason) {
        return with(unmodelled, statements, failure, reason);
    }

    private Observation with(
            List<String> kinds,
            List<StatementObservation> traced,
            @Nullable ServerFailure failing,
            @Nullable RowFailure reason) {
        return new Observation(
                script,
                transaction,
                changes,
                recreated,
                retypings,
                trimmed,
                measures,
                kinds,
                traced,
                failing,
                reason);
    }

    /// Whether the object came into being with this file; a part of a new table did too.
    public boolean isNew(Address address) {
        return isCreated(address) || isCreated(Parts.tableOf(address));
    }

    /// Whether the object was dropped by this file.
    public boolean isDropped(Address address) {
        return changesAt(address).stream().anyMatch(change -> change instanceof Change.Dropped);
    }

    private boolean isCreated(Address address) {
        return changesAt(address).stream().anyMatch(change -> change instanceof Change.Created);
    }

    /// A file may create thousands of objects, and each asks about its table.
    private List<Change> changesAt(Address address) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).address().compareTo(address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int end = low;
        while (end < changes.size() && changes.get(end).address().equals(address)) {
            end++;
        }
        return changes.subList(low, end);
    }
}
