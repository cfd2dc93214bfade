package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Queries that count what was written anew since it was kept, on the database as it is before the
/// way back: they say beforehand what [Aside] is going to note.
///
/// @param before the schema from before the migration
/// @param after the schema that the migration led to, which is live
record Conflicts(Vault vault, Snapshot before, Snapshot after) {
    private static final String VALUE = "k." + Identifiers.quote(Kept.VALUE);

    /// The query; empty when nothing can be written anew, or nothing tells.
    ///
    /// @param table as it was called before the migration
    /// @param all what else returns
    String query(Holding holding, Address table, List<Holding> all) {
        Address today = today(table);
        if (today == null) {
            return "";
        }
        return switch (holding.kept()) {
            case Kept.DroppedColumn kept -> {
                Column other = column(today, kept.column().name());
                yield other == null ? "" : dropped(holding, kept.key(), table, today, other);
            }
            case Kept.HiddenColumn _, Kept.SequencePosition _ -> "";
            case Kept.RetypedColumn kept ->
                    retyped(holding, kept, table, today, later(holding, table, all));
            case Kept.MovedTable kept ->
                    rows(holding, kept.columns(), table, today, later(holding, table, all));
            case Kept.CopiedTable kept ->
                    rows(holding, kept.columns(), table, today, later(holding, table, all));
            case Kept.WrittenRows _ -> {
                WrittenLog log = whole(new WrittenLog(holding, today), table, all);
                yield log == null
                        ? ""
                        : new RowsBack(vault, after, after, after, false)
                                .conflicts(log, later(holding, table, all));
            }
        };
    }

    /// A log with those before it that are led back as one with it, as [WrittenLogs] does; null
    /// when it is led back with a later one itself.
    private @Nullable WrittenLog whole(WrittenLog log, Address table, List<Holding> all) {
        int place = all.indexOf(log.last());
        WrittenLog later = neighbour(log, table, all.subList(place + 1, all.size()));
        if (later != null && later.joins(log)) {
            return null;
        }
        WrittenLog whole = log;
        for (int i = place - 1; i >= 0; i--) {
            WrittenLog older = neighbour(log, table, List.of(all.get(i)));
            if (!(all.get(i).kept() instanceof Kept.WrittenRows)
                    || older != null && !whole.joins(older)) {
                break;
            }
            whole = older == null ? whole : whole.joined(older);
        }
        return whole;
    }

    /// The first log of the table among these, unless something else was destroyed before it.
    private @Nullable WrittenLog neighbour(WrittenLog log, Address table, List<Holding> others) {
        for (Holding one : others) {
            if (!(one.kept() instanceof Kept.WrittenRows)) {
                return null;
            }
            if (table.equals(names().table(one))) {
                return new WrittenLog(one, log.table());
            }
        }
        return null;
    }

    /// What the migration wrote into rows of the table after that, as it left them; null when it
    /// did not, or nothing tells.
    private @Nullable LastWrites later(Holding holding, Address table, List<Holding> all) {
        return LastWrites.of(
                all.subList(all.indexOf(holding) + 1, all.size()).stream()
                        .filter(one -> table.equals(names().table(one)))
                        .map(one ->
                                LastWrites.Log.of(
                                        one,
                                        vault.sql(one.kept().place()),
                                        name -> live(one, table, name)))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /// What a column of a log is called now, or null when it is not there any more.
    private @Nullable String live(Holding log, Address table, String name) {
        String now = names().today(log, table, name);
        Address today = today(table);
        return today == null || column(today, now) == null ? null : now;
    }

    /// The rows (`t`) whose values are not those that the migration left there.
    private static String foreign(@Nullable LastWrites own, List<String> columns) {
        if (own == null || !own.common().containsAll(columns)) {
            return "";
        }
        return " AND NOT EXISTS (SELECT 1 FROM %s z WHERE z.is_there AND %s AND %s)"
                .formatted(
                        own.relation(columns),
                        own.sameKey("z", name -> "t." + Identifiers.quote(name)),
                        LastWrites.sameValues(
                                "z", columns, name -> "t." + Identifiers.quote(name)));
    }

    private String dropped(
            Holding holding, List<String> key, Address table, Address today, Column other) {
        String live = live(other);
        return count(
                holding,
                key,
                table,
                today,
                "%s IS NOT NULL AND %s::text IS DISTINCT FROM %s::text"
                        .formatted(live, live, VALUE));
    }

    private String retyped(
            Holding holding,
            Kept.RetypedColumn kept,
            Address table,
            Address today,
            @Nullable LastWrites own) {
        Entry then =
                before.find(TableKey.column(table, names().then(holding, kept.column().name())));
        Entry now = then == null ? null : after.find(then.id());
        if (then == null
                || now == null
                || !(then.object() instanceof Column was)
                || !(now.object() instanceof Column column)) {
            return "";
        }
        String live = live(column) + "::text";
        return count(
                holding,
                kept.key(),
                table,
                today,
                "%s IS DISTINCT FROM (k.%s::%s)::text AND %s IS DISTINCT FROM %s::text"
                                .formatted(
                                        live,
                                        Identifiers.quote(Kept.AFTER),
                                        column.type(),
                                        live,
                                        VALUE)
                        + foreign(own, List.of(column.address().name())));
    }

    /// Rows that were emptied away, and others that have their keys since.
    private String rows(
            Holding holding,
            List<String> columns,
            Address table,
            Address today,
            @Nullable LastWrites own) {
        List<String> key = TableKey.of(table, before);
        List<String> values =
                columns.stream()
                        .filter(name -> !key.contains(name) && column(today, name) != null)
                        .toList();
        List<String> written =
                own == null ? List.of() : values.stream().filter(own.common()::contains).toList();
        String differing =
                values.stream()
                        .map(name ->
                                "t.%1$s::text IS DISTINCT FROM k.%1$s::text%2$s"
                                        .formatted(
                                                Identifiers.quote(name),
                                                foreign(written.indexOf(name), name)))
                        .collect(Collectors.joining(" OR "));
        return values.isEmpty()
                ? ""
                : count(
                        holding,
                        key,
                        table,
                        today,
                        own == null
                                ? ""
                                : " LEFT JOIN %s z ON z.is_there AND %s"
                                        .formatted(
                                                own.relation(written),
                                                own.sameKey(
                                                        "z",
                                                        name -> "t." + Identifiers.quote(name))),
                        differing);
    }

    /// Whether a value is not the one that the migration wrote last, by its place among those.
    private static String foreign(int place, String name) {
        return place < 0
                ? ""
                : " AND NOT coalesce(z.is_there AND z.v_%d IS NOT DISTINCT FROM t.%s::text, false)"
                        .formatted(place, Identifiers.quote(name));
    }

    private String count(
            Holding holding, List<String> key, Address table, Address today, String condition) {
        return count(holding, key, table, today, "", condition);
    }

    /// @param joined what else the condition looks at
    private String count(
            Holding holding,
            List<String> key,
            Address table,
            Address today,
            String joined,
            String condition) {
        Pairing pairing =
                Pairing.of(holding, key, name -> names().today(holding, table, name), today, after);
        return pairing == null
                ? ""
                : "SELECT count(*) FROM %s t JOIN %s k ON %s%s WHERE %s"
                        .formatted(
                                pairing.live(),
                                vault.sql(holding.kept().place()),
                                pairing.condition(),
                                joined,
                                condition);
    }

    private Names names() {
        return new Names(before, after);
    }

    /// What a table is called now, or what has its name now.
    private @Nullable Address today(Address table) {
        Entry then = before.find(table);
        Entry now = then == null ? null : after.find(then.id());
        if (now == null) {
            now = after.find(table);
        }
        return now == null ? null : now.address();
    }

    private @Nullable Column column(Address table, String name) {
        Entry entry = after.find(TableKey.column(table, name));
        return entry != null && entry.object() instanceof Column column ? column : null;
    }

    private static String live(Column column) {
        return "t." + Identifiers.quote(column.address().name());
    }
}
