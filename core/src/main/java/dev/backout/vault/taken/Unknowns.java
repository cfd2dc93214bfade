package dev.backout.vault.taken;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Rows that a migration wrote, as they were in a backup: whether they are what the migration
/// destroyed, or what the application deleted and changed before and after, nobody can tell. They
/// are set aside, so that a person can put them back.
///
/// @param vault the live one
/// @param taken the log of what the migration did to the rows of the backup
record Unknowns(Vault vault, Taken taken) {
    /// The kind of their rows in `set_aside`.
    static final String KIND = "unknown";

    /// What `set_aside` says of rows that are not there.
    static final String GONE = "in the backup and not in the database";

    /// What it says of rows that are there with other values.
    static final String CHANGED = "other values in the backup";

    /// Sets them aside, once the log is loaded.
    ///
    /// @param run in whose name
    void setAside(Connection live, String run) throws SQLException {
        if (!(taken.kept() instanceof Kept.WrittenRows kept) || kept.key().isEmpty()) {
            return;
        }
        Set<String> there = new HashSet<>(columns(live, kept.table().oid()));
        if (there.containsAll(kept.key())) {
            String table = Identifiers.dotted(table(live, kept.table().oid()));
            insert(live, run, kept, table, GONE, "t is null", "null");
            insert(live, run, kept, table, CHANGED, changed(kept, there), values(kept, there));
        }
    }

    /// The rows as they were before the first event of each, by the key that they had after it.
    ///
    /// @param vault where the log lies
    static String first(Vault vault, Kept.WrittenRows kept) {
        String place = vault.sql(kept.place());
        Function<String, String> old = column -> "k." + before(kept, column);
        return """
        select distinct on (%1$s) k.* from %2$s k
        where k.backout_what in ('U', 'D') and not exists (
            select from %2$s i
            where i.backout_what = 'I' and i.backout_event < k.backout_event and %3$s)
        order by %1$s, k.backout_event\
        """
                .formatted(
                        kept.key().stream().map(old).collect(Collectors.joining(", ")),
                        place,
                        kept.key().stream()
                                .map(name ->
                                        "i.%s = %s".formatted(after(kept, name), old.apply(name)))
                                .collect(Collectors.joining(" and ")));
    }

    /// A column of the key after the event, or before it when the row went.
    static String keyNow(Kept.WrittenRows kept, String column) {
        return "coalesce(k.%s, k.%s)".formatted(after(kept, column), before(kept, column));
    }

    private void insert(
            Connection live,
            String run,
            Kept.WrittenRows kept,
            String table,
            String reason,
            String condition,
            String values)
            throws SQLException {
        String pairs =
                kept.key().stream()
                        .map(name ->
                                "t.%s::pg_catalog.text = %s::pg_catalog.text"
                                        .formatted(Identifiers.quote(name), keyNow(kept, name)))
                        .collect(Collectors.joining(" and "));
        Sql.update(
                live,
                """
                insert into %s.set_aside (run, capture, kind, reason, key, columns, kept, live)
                select ?, ?, ?, ?, %s, %s, %s, %s
                from (%s) k left join %s t on %s where %s\
                """
                        .formatted(
                                vault.records().sql(),
                                texts(kept.key(), name -> keyNow(kept, name)),
                                texts(kept.columns(), Identifiers::literal),
                                texts(kept.columns(), name -> "k." + before(kept, name)),
                                values,
                                first(vault, kept),
                                table,
                                pairs,
                                condition),
                run,
                taken.id(),
                KIND,
                reason);
    }

    private static String changed(Kept.WrittenRows kept, Set<String> there) {
        List<String> different = new ArrayList<>();
        for (String name : kept.columns()) {
            different.add(
                    there.contains(name)
                            ? "t.%s::pg_catalog.text is distinct from k.%s::pg_catalog.text"
                                    .formatted(Identifiers.quote(name), before(kept, name))
                            : "k.%s is not null".formatted(before(kept, name)));
        }
        return "t is not null and (%s)".formatted(String.join(" or ", different));
    }

    private static String values(Kept.WrittenRows kept, Set<String> there) {
        return texts(
                kept.columns(),
                name -> there.contains(name) ? "t." + Identifiers.quote(name) : "null");
    }

    private static String texts(List<String> names, Function<String, String> expression) {
        return names.stream()
                .map(name -> expression.apply(name) + "::pg_catalog.text")
                .collect(Collectors.joining(", ", "array[", "]::pg_catalog.text[]"));
    }

    private static String before(Kept.WrittenRows kept, String column) {
        return Identifiers.quote(Kept.before(kept.columns(), column));
    }

    private static String after(Kept.WrittenRows kept, String column) {
        return Identifiers.quote(Kept.after(kept.columns(), column));
    }

    private static List<String> columns(Connection live, long table) throws SQLException {
        return Sql.list(
                live,
                """
                select attname::pg_catalog.text from pg_catalog.pg_attribute
                where attrelid = ?::bigint::pg_catalog.oid and attnum > 0 and not attisdropped\
                """,
                row -> row.getString(1),
                table);
    }

    private static List<String> table(Connection live, long oid) throws SQLException {
        return Sql.list(
                        live,
                        """
                        select n.nspname, c.relname from pg_catalog.pg_class c
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where c.oid = ?::bigint::pg_catalog.oid\
                        """,
                        row -> List.of(row.getString(1), row.getString(2)),
                        oid)
                .getFirst();
    }
}
