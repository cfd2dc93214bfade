package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Statement triggers that note what is done to a table. They fire when no row matches as well.
///
/// Columns that the file drops or retypes are left out: the server refuses both while a trigger
/// names the column.
final class RowTriggers {
    private final String text;
    private final Survivors survivors;
    private final Set<String> recreatedTypes;
    private final StringBuilder sql = new StringBuilder(Probe.resource("note.sql"));
    private final Map<Long, List<String>> leftOut = new LinkedHashMap<>();
    private int count;

    /// @param text the migration file
    /// @param recreated what is dropped and created again
    RowTriggers(String text, Survivors survivors, List<Address> recreated) {
        this.text = text;
        this.survivors = survivors;
        this.recreatedTypes =
                recreated.stream()
                        .filter(address -> address.kind() != ObjectKind.COLUMN)
                        .map(Address::name)
                        .collect(Collectors.toSet());
    }

    /// Adds the triggers of one table.
    ///
    /// @param columns whether to tell columns apart
    void add(LockedRelation table, boolean columns) {
        trigger(table, "INSERT", "I");
        trigger(table, "UPDATE", "U");
        trigger(table, "DELETE", "D");
        if (!table.foreign()) {
            trigger(table, "TRUNCATE", "T");
        }
        if (columns) {
            columns(table);
        }
    }

    /// The statements that create all of it.
    String sql() {
        return sql.toString();
    }

    /// The columns of a table that are still there afterwards and that no trigger names.
    List<String> leftOut(long table) {
        return leftOut.getOrDefault(table, List.of());
    }

    private void columns(LockedRelation table) {
        List<String> others = new ArrayList<>();
        for (Entry entry : survivors.parts(table.id())) {
            if (entry.object() instanceof Column column && column.generation() == Generation.NONE) {
                column(table, entry, column, others);
            }
        }
        if (!others.isEmpty()) {
            trigger(table, "UPDATE OF " + Identifiers.list(others), "O");
        }
    }

    private void column(LockedRelation table, Entry entry, Column column, List<String> others) {
        String name = column.address().name();
        Entry later = survivors.later(table.address(), name);
        if (later == null) {
            return;
        }
        if (retyped(column, later)) {
            leftOut.computeIfAbsent(table.oid(), k -> new ArrayList<>()).add(name);
        } else if (MigrationScript.names(text, name)) {
            trigger(table, "UPDATE OF " + Identifiers.quote(name), "C:" + entry.id().sub());
        } else {
            others.add(name);
        }
    }

    private boolean retyped(Column column, Entry later) {
        boolean sameType = later.object() instanceof Column now && now.type().equals(column.type());
        return !sameType
                || recreatedTypes.stream().anyMatch(t -> MigrationScript.names(column.type(), t))
                || alterType(column.address().name()).matcher(text).find();
    }

    private static Pattern alterType(String name) {
        return Pattern.compile(
                "(?is)\\bALTER\\s+(?:COLUMN\\s+)?\"?"
                        + Pattern.quote(name)
                        + "\"?\\s+(?:SET\\s+DATA\\s+)?TYPE\\b");
    }

    private void trigger(LockedRelation table, String event, String note) {
        count++;
        sql.append(
                """
                CREATE TRIGGER "backout-note-%d" AFTER %s ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.backout_note('%d:%s');
                """
                        .formatted(
                                count,
                                event,
                                Identifiers.dotted(table.address().path()),
                                table.oid(),
                                note));
    }
}
