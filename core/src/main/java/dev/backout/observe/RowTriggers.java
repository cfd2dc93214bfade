package dev.backout.observe;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

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
    private final Snapshot before;
    private final Snapshot after;
    private final Set<String> recreatedTypes;
    private final StringBuilder sql = new StringBuilder(Probe.resource("note.sql"));
    private final Map<Long, List<String>> leftOut = new LinkedHashMap<>();
    private int count;

    /// @param text the migration file
    RowTriggers(String text, Snapshot before, Snapshot after) {
        this.text = text;
        this.before = before;
        this.after = after;
        this.recreatedTypes =
                Identities.recreated(before, after).stream()
                        .filter(address -> address.kind() != ObjectKind.COLUMN)
                        .map(address -> address.name())
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
        List<Entry> others = new ArrayList<>();
        for (Entry entry : columnsOf(table)) {
            if (!stays(entry)) {
                continue;
            }
            if (retyped(entry)) {
                leftOut.computeIfAbsent(table.oid(), k -> new ArrayList<>())
                        .add(entry.address().name());
            } else if (MigrationScript.names(text, entry.address().name())) {
                trigger(table, updateOf(List.of(entry)), "C:" + entry.id().sub());
            } else {
                others.add(entry);
            }
        }
        if (!others.isEmpty()) {
            trigger(table, updateOf(others), "O");
        }
    }

    private List<Entry> columnsOf(LockedRelation table) {
        Unit unit = before.units().get(table.id());
        return unit == null
                ? List.of()
                : unit.entries().stream()
                        .filter(entry ->
                                entry.object() instanceof Column column
                                        && column.generation() == Generation.NONE)
                        .toList();
    }

    private boolean stays(Entry entry) {
        Unit unit = after.units().get(entry.id().whole());
        return unit != null && unit.entries().stream().anyMatch(e -> e.id().equals(entry.id()));
    }

    private boolean retyped(Entry entry) {
        Column column = (Column) entry.object();
        Unit unit = after.units().get(entry.id().whole());
        boolean sameType =
                unit == null
                        || unit.entries().stream()
                                .anyMatch(e ->
                                        e.id().equals(entry.id())
                                                && e.object() instanceof Column now
                                                && now.type().equals(column.type()));
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

    private static String updateOf(List<Entry> columns) {
        return "UPDATE OF "
                + Identifiers.list(columns.stream().map(e -> e.address().name()).toList());
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

    /// The name of a column of a table before, by its number.
    static String column(Snapshot before, long table, int number) {
        CatalogId id = new CatalogId(Catalogs.CLASS, table, number);
        Unit unit = before.units().get(id.whole());
        return unit == null
                ? "column " + number
                : unit.entries().stream()
                        .filter(entry -> entry.id().equals(id))
                        .map(entry -> entry.address().name())
                        .findFirst()
                        .orElse("column " + number);
    }
}
