package dev.backout.plan;

import dev.backout.database.SessionZone;
import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.observe.Observation;
import dev.backout.observe.TableWrite;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Secrets;
import dev.backout.vault.Capture;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.Stored;
import dev.backout.vault.taken.Taken;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Makes captures of what a migration destroyed, out of a backup from before it: numbered and named
/// as they will be in the live vault, into which the run loads them. For one plan.
final class BackupTaking {
    /// Numbers of captures that the vault gives itself stay far below.
    private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final int MILLIS_PER_NUMBER = 10;

    private final Extraction extraction;
    private final Connection live;
    private final AppliedHistory history;
    private final PlanOptions options;
    private final Vault vault;

    /// @param extraction reads the backup
    /// @param live a session on the live database; nothing is changed there
    BackupTaking(
            Extraction extraction, Connection live, AppliedHistory history, PlanOptions options) {
        this.extraction = extraction;
        this.live = live;
        this.history = history;
        this.options = options;
        this.vault = new Vault(new RecordSchema(options.recordSchema()));
    }

    /// Refuses what no backup can be used for.
    ///
    /// @param kept what the vault holds of them
    static void insistOn(List<AppliedMigration> undone, KeptData kept) {
        AppliedMigration one = undone.getLast();
        if (undone.size() > 1) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "what a backup holds returns one migration at a time",
                    "back out the newest first: backout plan %s --from-backup ..., backout run, and so on"
                            .formatted(one.name()));
        }
        if (!kept.holdings().isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "%s was applied by backout deploy, and what it destroyed is in the vault"
                            .formatted(one.name()),
                    "without a backup: backout plan " + one.name());
        }
        Migration migration = one.migration();
        if (migration == null || one.edited()) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "the script of %s %s, so that nobody can tell what it destroyed"
                            .formatted(
                                    one.name(),
                                    migration == null
                                            ? "is not at hand"
                                            : "was edited after it was applied"),
                    "read the one that ran: backout plan %s --from-backup ... --git-ref REF"
                            .formatted(one.name()));
        }
        if (!Secrets.masked(migration.script().text()).equals(migration.script().text())) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "the script of %s holds a secret, which no plan keeps: it cannot be applied to the rows of a backup"
                            .formatted(one.name()),
                    "restore the backup by hand beside the database, and copy the rows");
        }
    }

    /// A migration that failed has its own plan.
    static BackoutException failed(String migration) {
        return BackoutException.of(
                ErrorCode.USAGE,
                "migration %s failed: what a backup holds returns only of one that was applied"
                        .formatted(migration),
                "backout plan " + migration);
    }

    /// Takes it.
    ///
    /// @param seen what the migration does
    KeptData take(AppliedMigration migration, UndoFinder.Seen seen) throws SQLException {
        Migration script = Objects.requireNonNull(migration.migration());
        Extraction.Request request = request(migration, script, seen);
        Extraction.Extracted found = extraction.take(request);
        List<Taken> captures = new ArrayList<>();
        List<Holding> holdings = new ArrayList<>();
        List<Casualty> unknown = new ArrayList<>();
        List<String> lacking = new ArrayList<>(found.notes());
        lacking.addAll(0, between(migration, found.source()));
        long id = (Instant.now().toEpochMilli() - EPOCH) / MILLIS_PER_NUMBER;
        BackupGaps gaps = new BackupGaps(live, found, options);
        for (Holding held : found.held()) {
            Address now = held.now();
            long oid = now == null ? 0 : oid(now);
            Taken taken = taken(id++, held, oid, found);
            captures.add(taken);
            Address table = oid == 0 ? null : now;
            switch (held.kept()) {
                case Kept.WrittenRows written -> unknown.addAll(gaps.unknown(written, table));
                case Kept.DroppedColumn dropped -> gaps.look(dropped, table, taken.id());
                case Kept.MovedTable _,
                        Kept.CopiedTable _,
                        Kept.HiddenColumn _,
                        Kept.RetypedColumn _,
                        Kept.SequencePosition _ -> {}
            }
            if (taken.returns()) {
                Capture capture = taken.capture("", captures.size());
                holdings.add(new Holding(capture, table, taken.columns()));
            }
        }
        lacking.addAll(gaps.lines());
        FromBackup backup =
                new FromBackup(
                        found.source(),
                        script.name(),
                        script.script().text(),
                        request.tables(),
                        List.copyOf(new TreeSet<>(request.writes())),
                        captures,
                        unknown,
                        lacking);
        return new KeptData(
                vault,
                List.of(new KeptLayer(null, holdings)),
                List.of(),
                List.of(),
                List.of(script.name()),
                backup,
                gaps.missing(),
                Stored.NONE);
    }

    private Extraction.Request request(
            AppliedMigration migration, Migration script, UndoFinder.Seen seen)
            throws SQLException {
        Set<Address> tables = new TreeSet<>();
        Set<Address> writes = new TreeSet<>();
        Observation observation = seen.observation();
        observation.measures().locks().keySet().stream()
                .filter(one -> one.kind() == ObjectKind.TABLE)
                .forEach(tables::add);
        observation.measures().writes().stream().map(TableWrite::table).forEach(writes::add);
        DataVerdict data = DataVerdict.of(observation);
        List<Address> destroyed =
                data.losses().stream()
                        .filter(loss ->
                                loss.kind().destroys()
                                        && loss.kind() != LossKind.DROPPED_SEQUENCE_STATE)
                        .map(Loss::object)
                        .filter(one ->
                                one.kind() == ObjectKind.TABLE || one.kind() == ObjectKind.COLUMN)
                        .toList();
        destroyed.forEach(one -> tables.add(one.kind() == ObjectKind.TABLE ? one : one.table()));
        tables.addAll(writes);
        boolean stopped =
                data.losses().stream()
                        .anyMatch(loss -> loss.kind() == LossKind.DROPPED_SEQUENCE_STATE);
        if (destroyed.isEmpty() && !stopped && data.unknown().isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "%s destroyed nothing, so no backup is needed to back it out"
                            .formatted(migration.name()),
                    "backout plan " + migration.name());
        }
        return new Extraction.Request(
                script,
                history.migrations().stream()
                        .map(AppliedMigration::name)
                        .takeWhile(name -> !name.equals(migration.name()))
                        .toList(),
                history.history(),
                DatabaseIdentityReader.read(live),
                SessionZone.of(live),
                List.copyOf(tables),
                writes,
                destroyed,
                seen.before());
    }

    private static List<String> between(AppliedMigration migration, FromBackup.Source source) {
        Instant applied =
                migration.rows().stream()
                        .map(HistoryRow::startedAt)
                        .filter(Objects::nonNull)
                        .reduce((_, last) -> last)
                        .orElse(null);
        Instant taken = source.taken();
        if (taken == null || applied == null) {
            return List.of(
                    "when the backup was taken is not known: values written between it and the"
                            + " migration are not in it");
        }
        Duration older = Duration.between(taken, applied);
        return List.of(
                older.isNegative()
                        ? "values written between the backup and the migration are not in it"
                        : "the backup is %s older than the migration: values written in between are not in it"
                                .formatted(age(older)));
    }

    /// `3 h`, in the largest unit that there are two of.
    private static String age(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        return time.toHours() > 1
                ? time.toHours() + " h"
                : time.toMinutes() > 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private Taken taken(long id, Holding held, long oid, Extraction.Extracted found)
            throws SQLException {
        TableRef table = new TableRef(oid, held.kept().table().address());
        String place = vault.place(id, table.address());
        Kept kept =
                switch (held.kept()) {
                    case Kept.MovedTable(var _, var columns, var _, long rows) ->
                            new Kept.CopiedTable(table, columns, place, rows);
                    case Kept.CopiedTable(var _, var columns, var _, long rows) ->
                            new Kept.CopiedTable(table, columns, place, rows);
                    case Kept.DroppedColumn(var _, var column, var key, var _, long rows) ->
                            new Kept.DroppedColumn(table, column, key, place, rows);
                    case Kept.RetypedColumn(var _, var column, var key, var _, long rows) ->
                            new Kept.RetypedColumn(table, column, key, place, rows);
                    case Kept.HiddenColumn one ->
                            throw new IllegalStateException(
                                    "nothing hides in a copy: " + one.place());
                    case Kept.WrittenRows(var _, var key, var columns, var _, long rows) ->
                            new Kept.WrittenRows(table, key, columns, place, rows);
                    case Kept.SequencePosition(var _, var _, long rows) ->
                            new Kept.SequencePosition(table, place, rows);
                };
        return new Taken(
                id,
                kept,
                kept instanceof Kept.CopiedTable copied
                        ? only(held.columns(), copied.columns())
                        : held.columns(),
                primary(found, held.kept()),
                !(kept instanceof Kept.WrittenRows));
    }

    private static List<ColumnRef> only(List<ColumnRef> all, List<String> names) {
        return all.stream().filter(one -> names.contains(one.name())).toList();
    }

    private static List<String> primary(Extraction.Extracted found, Kept kept) throws SQLException {
        return Sql.list(
                found.copy(),
                """
                select a.attname::pg_catalog.text
                from pg_catalog.pg_index i
                join pg_catalog.pg_attribute a
                    on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = pg_catalog.to_regclass(?) and i.indisprimary
                order by pg_catalog.array_position(i.indkey::smallint[], a.attnum)\
                """,
                row -> row.getString(1),
                found.vault().sql(kept.place()));
    }

    private long oid(Address table) throws SQLException {
        Long oid =
                Sql.first(
                        live,
                        "select coalesce(pg_catalog.to_regclass(?)::pg_catalog.oid::bigint, 0)",
                        row -> row.getLong(1),
                        Identifiers.dotted(table.path()));
        return oid == null ? 0 : oid;
    }
}
