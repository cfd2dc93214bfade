package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The closer look at files that write rows of tables from before, or that run code: once more,
/// under triggers, in a transaction that is rolled back.
final class RowLook {
    /// What the look told.
    record Result(List<TableWrite> writes, List<CodeUse> code) {}

    private final ScratchDatabase database;
    private final Probe probe;
    private final MigrationScript script;
    private final List<Change> changes;
    private final List<Address> recreated;
    private final Snapshot now;
    private final Survivors survivors;
    private final List<LockedRelation> locked;
    private final CodeFinder finder;

    RowLook(
            ScratchDatabase database,
            Probe probe,
            MigrationScript script,
            Snapshot before,
            Snapshot after,
            Snapshot now,
            List<LockedRelation> locked) {
        this.database = database;
        this.probe = probe;
        this.script = script;
        this.changes = SchemaDiff.byIdentity(before, after);
        this.recreated = Identities.recreated(before, after);
        this.now = now;
        this.survivors = new Survivors(before, after, now);
        this.locked = locked;
        this.finder = new CodeFinder(before, after);
    }

    /// Looks, with columns told apart where the server lets triggers name them; leaves the database
    /// as it was.
    Result look() {
        Result result = attempt(true);
        if (result == null) {
            result = attempt(false);
        }
        return result == null ? blind() : result;
    }

    private @Nullable Result attempt(boolean columns) {
        RowTriggers triggers = new RowTriggers(script.text(), survivors, recreated);
        List<LockedRelation> written = watched();
        written.forEach(table -> triggers.add(table, columns));
        try {
            if (failed("BEGIN") || (!written.isEmpty() && failed(triggers.sql()))) {
                return null;
            }
            return run(new RowTold(script, survivors, now, triggers, columns, locked));
        } finally {
            probe.reset();
        }
    }

    private @Nullable Result run(RowTold told) {
        StringBuilder plain = new StringBuilder();
        List<CodeUse> code = new ArrayList<>();
        for (SqlStatement statement : script.work()) {
            String what = finder.code(statement);
            if (what == null) {
                plain.append(statement.text());
                continue;
            }
            if (failed(plain.toString())) {
                return null;
            }
            plain.setLength(0);
            told.add(probe.takeNotes());
            CodeUse use = runCode(statement, what, told);
            if (use == null) {
                return null;
            }
            code.add(use);
        }
        if (failed(plain.toString())) {
            return null;
        }
        told.add(probe.takeNotes());
        return new Result(told.writes(), code);
    }

    private @Nullable CodeUse runCode(SqlStatement statement, String what, RowTold told) {
        Map<Long, Set<LockMode>> held = modes(probe.locked());
        if (failed(statement.text())) {
            return null;
        }
        Set<Long> noted = told.add(probe.takeNotes());
        Set<Address> reads = new HashSet<>();
        Set<Address> writes = new HashSet<>();
        for (LockedRelation relation : probe.locked()) {
            Set<LockMode> fresh = EnumSet.copyOf(relation.modes());
            fresh.removeAll(held.getOrDefault(relation.oid(), Set.of()));
            if (noted.contains(relation.oid())
                    || (relation.table() && fresh.contains(LockMode.ROW_EXCLUSIVE))) {
                writes.add(relation.address());
            } else if (fresh.contains(LockMode.ACCESS_SHARE) && readsRows(statement, relation)) {
                reads.add(relation.address());
            }
        }
        return new CodeUse(what, statement.line(), reads, writes);
    }

    /// The check of a new foreign key reads both tables as well.
    private boolean readsRows(SqlStatement statement, LockedRelation relation) {
        if (statement.beginsWith("DO") && !CodeFinder.mentionsRows(statement)) {
            return false;
        }
        return changes.stream().noneMatch(change -> isForeignKeyOf(change, relation.address()));
    }

    private static boolean isForeignKeyOf(Change change, Address table) {
        return change instanceof Change.Created created
                && created.entry().object() instanceof Constraint constraint
                && constraint.type() == ConstraintType.FOREIGN_KEY
                && (constraint.address().table().equals(table)
                        || table.equals(constraint.references()));
    }

    /// When the look fails: that rows are written is certain, what is done to them is not.
    private Result blind() {
        List<TableWrite> writes =
                watched().stream()
                        .filter(LockedRelation::rowsMayBeWritten)
                        .map(table ->
                                new TableWrite(
                                        table.address(), Set.of(), Set.of(), true, Set.of(), 0))
                        .toList();
        List<CodeUse> code = new ArrayList<>();
        for (SqlStatement statement : script.work()) {
            String what = finder.code(statement);
            if (what != null && CodeFinder.mentionsRows(statement)) {
                code.add(new CodeUse(what, statement.line(), tables(), Set.of()));
            }
        }
        return new Result(writes, code);
    }

    private Set<Address> tables() {
        Set<Address> tables = new HashSet<>();
        locked.stream().filter(LockedRelation::table).forEach(t -> tables.add(t.address()));
        return tables;
    }

    /// Tables that may have been written and still exist afterwards.
    private List<LockedRelation> watched() {
        return locked.stream()
                .filter(table ->
                        table.rowsMayBeWritten()
                                || (table.table() && table.mayBeRewritten())
                                || table.partitioned())
                .filter(table -> survivors.survives(table.address()))
                .toList();
    }

    private static Map<Long, Set<LockMode>> modes(List<LockedRelation> relations) {
        Map<Long, Set<LockMode>> modes = new HashMap<>();
        relations.forEach(relation -> modes.put(relation.oid(), relation.modes()));
        return modes;
    }

    private boolean failed(String sql) {
        return !sql.isEmpty() && !(database.run(sql) instanceof MessageOutcome.Completed);
    }
}
