package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Collects what triggers noted during one look, and turns it into [TableWrite]s.
final class RowTold {
    private static final List<String> WRITING =
            List.of("UPDATE", "WITH", "INSERT", "MERGE", "DO", "CALL", "SELECT", "DELETE", "COPY");

    private final MigrationScript script;
    private final Survivors survivors;
    private final Snapshot now;
    private final RowTriggers triggers;
    private final boolean columns;
    private final Map<Long, LockedRelation> relations = new HashMap<>();
    private final RowNotes notes = new RowNotes();

    /// @param columns whether the triggers told columns apart
    RowTold(
            MigrationScript script,
            Survivors survivors,
            Snapshot now,
            RowTriggers triggers,
            boolean columns,
            List<LockedRelation> locked) {
        this.script = script;
        this.survivors = survivors;
        this.now = now;
        this.triggers = triggers;
        this.columns = columns;
        locked.stream()
                .filter(relation -> survivors.survives(relation.address()))
                .forEach(relation -> relations.put(relation.oid(), relation));
    }

    /// Adds notes and gives the tables that they speak of.
    Set<Long> add(String text) {
        return notes.add(text);
    }

    List<TableWrite> writes() {
        List<TableWrite> writes = new ArrayList<>();
        for (LockedRelation relation : relations.values()) {
            if (notes.tables().contains(relation.oid())) {
                writes.add(told(relation));
            } else if (relation.rowsMayBeWritten() && !writtenThroughParent(relation)) {
                writes.add(untold(relation));
            }
        }
        writes.addAll(Cascades.of(now, writes));
        writes.sort(java.util.Comparator.comparing(TableWrite::table));
        return writes;
    }

    private TableWrite told(LockedRelation relation) {
        RowNotes.Note note = notes.of(relation.oid());
        boolean update = note.operations().contains(Operation.UPDATE);
        Set<String> names = new TreeSet<>();
        note.columns().forEach(n -> names.add(column(relation, n)));
        if (update) {
            triggers.leftOut(relation.oid()).stream()
                    .filter(name -> namedByWriter(relation.address(), name))
                    .forEach(names::add);
        }
        return new TableWrite(
                relation.address(),
                note.operations(),
                names,
                note.others() || (update && !columns),
                userTriggers(relation.id(), note.operations()),
                lineOf(relation.address()));
    }

    private String column(LockedRelation relation, int number) {
        return survivors.parts(relation.id()).stream()
                .filter(entry -> entry.id().sub() == number && entry.object() instanceof Column)
                .map(entry -> entry.address().name())
                .findFirst()
                .orElse("column " + number);
    }

    private TableWrite untold(LockedRelation relation) {
        return new TableWrite(
                relation.address(), Set.of(), Set.of(), true, Set.of(), lineOf(relation.address()));
    }

    /// A write through a parent locks every partition or child; only the parent's triggers fire.
    private boolean writtenThroughParent(LockedRelation relation) {
        Table table = table(relation.id());
        if (table == null) {
            return false;
        }
        List<Address> parents = new ArrayList<>(table.inherits());
        if (table.partitionOf() != null) {
            parents.add(table.partitionOf().parent());
        }
        return relations.values().stream()
                .filter(other -> parents.contains(other.address()))
                .anyMatch(other ->
                        notes.tables().contains(other.oid()) || writtenThroughParent(other));
    }

    private @Nullable Table table(CatalogId id) {
        for (Entry entry : survivors.parts(id)) {
            if (entry.object() instanceof Table table) {
                return table;
            }
        }
        return null;
    }

    private Set<String> userTriggers(CatalogId id, Set<Operation> operations) {
        Set<String> names = new TreeSet<>();
        for (Entry entry : survivors.parts(id)) {
            if (entry.object() instanceof Trigger trigger
                    && trigger.state() != TriggerState.DISABLED
                    && firesOn(trigger, operations)) {
                names.add(trigger.address().name());
            }
        }
        return names;
    }

    /// `CREATE TRIGGER name BEFORE INSERT OR UPDATE OF a ON public.t ...`.
    private static boolean firesOn(Trigger trigger, Set<Operation> operations) {
        String definition = trigger.definition();
        int on = definition.indexOf(" ON ");
        String events = on < 0 ? definition : definition.substring(0, on);
        return operations.stream()
                .anyMatch(operation -> MigrationScript.names(events, operation.name()));
    }

    private boolean namedByWriter(Address table, String column) {
        return writers(table).anyMatch(s -> MigrationScript.names(s.text(), column));
    }

    private int lineOf(Address table) {
        return writers(table).findFirst().map(SqlStatement::line).orElse(0);
    }

    private java.util.stream.Stream<SqlStatement> writers(Address table) {
        return script.work().stream()
                .filter(s ->
                        WRITING.contains(String.join("", s.firstKeywords(1)))
                                || s.beginsWith("TRUNCATE"))
                .filter(s -> MigrationScript.names(s.text(), table.name()));
    }
}
