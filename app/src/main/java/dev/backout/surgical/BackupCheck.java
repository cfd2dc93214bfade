package dev.backout.surgical;

import dev.backout.backup.TableName;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Extraction;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether a backup shows the database as it was just before a migration. Every refusal says what
/// it is instead.
///
/// @param reader the backup
/// @param request what is wanted of it
record BackupCheck(BackupReader reader, Extraction.Request request) {
    private static final int MOST_LINES = 4;

    /// It is a backup of this database.
    void insistOnDatabase() {
        DatabaseIdentity of = reader.database();
        DatabaseIdentity live = request.database();
        if (of == null || of.systemIdentifier().isEmpty() || live.systemIdentifier().isEmpty()) {
            return;
        }
        if (!of.systemIdentifier().equals(live.systemIdentifier()) || of.oid() != live.oid()) {
            throw invalid(
                    "is of database %s of system %s, and this is %s of system %s"
                            .formatted(
                                    of.name(),
                                    of.systemIdentifier(),
                                    live.name(),
                                    live.systemIdentifier()));
        }
    }

    /// Its history ends just before the migration.
    ///
    /// @return what a person should know
    List<String> insistOnHistory(History then) {
        if (!then.present() || then.rows().isEmpty()) {
            return List.of(
                    "the backup holds no history: that it is of this database and from just before"
                            + " the migration is told by the columns of its tables alone");
        }
        Set<String> live = ids(request.history());
        if (ids(then).stream().noneMatch(live::contains)) {
            throw invalid(
                    "is of another database: none of the %d rows of its history is in this one"
                            .formatted(then.rows().size()));
        }
        String migration = request.migration().name();
        if (!then.rowsOf(migration).isEmpty()) {
            throw invalid(
                    "was taken after %s was applied: what that destroyed is not in it"
                            .formatted(migration));
        }
        for (String earlier : request.earlier()) {
            if (!then.applied().contains(earlier)) {
                throw invalid(
                        "is older than %s, which was applied before %s: it is not the state before %s"
                                .formatted(earlier, migration, migration));
            }
        }
        List<String> more = new ArrayList<>(then.applied());
        more.removeAll(request.earlier());
        return more.isEmpty()
                ? List.of()
                : List.of(
                        "the backup has migrations that this database has not: "
                                + String.join(", ", more));
    }

    /// The tables that lost something are as the history says that they were before it.
    ///
    /// @param there the schema of the backup
    void insistOnSchema(Snapshot there) {
        for (Address table : destroyed()) {
            if (there.find(table) == null) {
                String failure = failure(table);
                throw failure == null ? absent(table) : notRestored(table, failure);
            }
            List<String> differences = differences(table, there);
            if (!differences.isEmpty()) {
                throw invalid(
                        "is not the state before %s: %s"
                                .formatted(
                                        request.migration().name(),
                                        differences.stream()
                                                .limit(MOST_LINES)
                                                .collect(Collectors.joining("; "))));
            }
        }
    }

    /// The rows of these tables are in it.
    void insistOnRows(Set<TableName> tables) {
        Set<TableName> wanted =
                destroyed().stream()
                        .map(TableName::of)
                        .filter(tables::contains)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<TableName> lacking = reader.lacking(wanted);
        if (!lacking.isEmpty()) {
            throw invalid(
                    "does not hold the rows of "
                            + lacking.stream()
                                    .map(TableName::text)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private Set<Address> destroyed() {
        return request.destroyed().stream()
                .map(one -> one.kind() == ObjectKind.TABLE ? one : one.table())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> differences(Address table, Snapshot there) {
        List<String> differences = new ArrayList<>();
        Entry root = request.before().find(table);
        Unit unit = root == null ? null : request.before().units().get(root.id());
        if (unit == null) {
            return differences;
        }
        for (Entry entry : unit.entries()) {
            if (entry.object() instanceof Column column) {
                Column found = column(there, column.address());
                if (found == null) {
                    differences.add("it has no " + column.address().title());
                } else if (!found.type().equals(column.type())) {
                    differences.add(
                            "%s is of type %s there, and was %s"
                                    .formatted(
                                            column.address().title(), found.type(), column.type()));
                }
            }
        }
        return differences;
    }

    private static @Nullable Column column(Snapshot there, Address address) {
        Entry entry = there.find(address);
        return entry != null && entry.object() instanceof Column column ? column : null;
    }

    private static Set<String> ids(History history) {
        return history.rows().stream()
                .map(row -> "%s %s %s".formatted(row.id(), row.name(), row.startedAt()))
                .collect(Collectors.toSet());
    }

    private BackoutException absent(Address table) {
        return invalid(
                "has no %s: it is not the state before %s"
                        .formatted(table.title(), request.migration().name()));
    }

    /// Why the table could not be made here, as far as it is in the backup.
    private @Nullable String failure(Address table) {
        String entry = "TABLE %s %s:".formatted(table.first(), table.name());
        String statement = "CREATE TABLE %s ".formatted(table.text());
        return reader.failures().stream()
                .filter(one -> one.startsWith(entry) || one.startsWith(statement))
                .findFirst()
                .orElse(null);
    }

    private static BackoutException notRestored(Address table, String failure) {
        return BackoutException.of(
                ErrorCode.SCRATCH_UNAVAILABLE,
                "%s of the backup cannot be made on the scratch server: %s"
                        .formatted(table.title(), failure),
                "nothing was executed; name a scratch server that has what it needs: scratch in"
                        + " backout.yaml");
    }

    private BackoutException invalid(String why) {
        List<String> earlier = request.earlier();
        return BackoutException.of(
                ErrorCode.BACKUP_INVALID,
                "the backup %s %s".formatted(reader.source().name(), why),
                "nothing was executed; name one that was taken %sbefore %s: backout plan %s --from-backup FILE"
                        .formatted(
                                earlier.isEmpty() ? "" : "after " + earlier.getLast() + " and ",
                                request.migration().name(),
                                request.migration().name()));
    }
}
