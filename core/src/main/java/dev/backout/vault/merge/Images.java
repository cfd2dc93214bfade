package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a way back writes into rows that are live is kept, too, so that the way forward again leads
/// it back: each row before and after, like the logs of [dev.backout.vault.RowWatch], in a table
/// that the statements themselves fill and put on the vault's list, in their transaction.
///
/// Columns that are there only after the way back are left out, since nothing of them was there to
/// be overwritten, and the others have the names that they had when it began.
///
/// @param start the schema in which the way back begins
/// @param ready the schema that the statements run in, of the same database
record Images(Vault vault, Snapshot start, Snapshot ready) {
    private static final long MOST = Long.MAX_VALUE;
    private static final int PREFIX = "kept_".length() + Long.toString(MOST).length();

    private static final String TAKES =
            """
            CREATE TABLE %s AS
            SELECT row_number() OVER () AS %s, i.*
            FROM (
                SELECT %s AS %s, %s%s
                FROM %s
            ) i
            WHERE i.%4$s <> 'U' OR NOT pg_catalog.record_image_eq(ROW(%s), ROW(%s))\
            """;

    private static final String LISTS =
            """

            DECLARE
                backout_capture bigint;
                backout_place text;
            BEGIN
                IF NOT EXISTS (SELECT FROM %2$s) THEN
                    DROP TABLE %2$s;
                    RETURN;
                END IF;
                INSERT INTO %1$s.capture (origin, number, kind, schema_name, table_name, table_oid,
                    key, columns, place, rows)
                SELECT concat_ws('/', coalesce(current_setting('backout.run', true), ''),
                        nullif(current_setting('backout.layer', true), '')), coalesce(max(c.number), 0) + 1,
                    'written rows', %3$s, %4$s, %5$s::regclass::oid::bigint, %6$s, %7$s, '',
                    (SELECT count(*) FROM %2$s)
                FROM %1$s.capture c
                WHERE c.origin = concat_ws('/', coalesce(current_setting('backout.run', true), ''),
                    nullif(current_setting('backout.layer', true), ''))
                RETURNING id INTO backout_capture;
                backout_place := 'kept_' || backout_capture || %8$s;
                UPDATE %1$s.capture SET place = backout_place WHERE id = backout_capture;
            %12$s\
                EXECUTE 'ALTER TABLE ' || %9$s || ' RENAME TO ' || quote_ident(backout_place);
                EXECUTE 'ALTER TABLE ' || %10$s || '.' || quote_ident(backout_place)
                    || ' ADD PRIMARY KEY (%11$s)';
            END
            """;

    /// Rows that are about to be written.
    ///
    /// @param what happens to a row, as SQL: `'U'`, `'I'` or `'D'`
    /// @param before the value of a column before, as SQL
    /// @param after the value of a column after, as SQL
    /// @param from where they come from: what follows FROM
    /// @param why why what was there is set aside, as SQL, or an empty text when it is not
    /// @param aside the columns that are set aside then
    record Writing(
            String what,
            Function<Column, String> before,
            Function<Column, String> after,
            String from,
            String why,
            List<Column> aside) {
        Writing(
                String what,
                Function<Column, String> before,
                Function<Column, String> after,
                String from) {
            this(what, before, after, from, "", List.of());
        }
    }

    /// The statements that keep them, before they are written; none when nothing was there before.
    ///
    /// @param number tells these images from all others of the same way back
    /// @param table as it is called in `ready`
    /// @param columns that are known of a row, those of the key among them
    /// @param key of the rows; none when nothing tells them apart
    List<Statement> keep(
            String number, Address table, List<Column> columns, List<Column> key, Writing rows) {
        List<Column> known = columns.stream().filter(column -> name(column) != null).toList();
        boolean nothing = rows.what().equals("'U'") && known.stream().allMatch(key::contains);
        if (!isSame(table) || known.isEmpty() || nothing) {
            return List.of();
        }
        String place = vault.sql("images_" + number);
        return List.of(create(place, known, rows), list(place, table, known, key, rows));
    }

    /// Whether it is the table that was there when the way back began.
    private boolean isSame(Address table) {
        Entry now = ready.find(table);
        return now != null && start.find(now.id()) != null;
    }

    private Statement create(String place, List<Column> columns, Writing rows) {
        List<String> names = names(columns);
        String images =
                columns.stream()
                        .map(column ->
                                "CASE WHEN %s <> 'I' THEN %s END AS %s, CASE WHEN %1$s <> 'D' THEN %s END AS %s"
                                        .formatted(
                                                rows.what(),
                                                logged(column, rows.before().apply(column)),
                                                Identifiers.quote(
                                                        Kept.before(names, named(column))),
                                                logged(column, rows.after().apply(column)),
                                                Identifiers.quote(
                                                        Kept.after(names, named(column)))))
                        .collect(Collectors.joining(",\n        "));
        return new Statement(
                TAKES.formatted(
                        place,
                        Kept.EVENT,
                        rows.what(),
                        Kept.WHAT,
                        images,
                        rows.why().isEmpty() ? "" : ", %s AS backout_why".formatted(rows.why()),
                        rows.from(),
                        all(names, Kept::before),
                        all(names, Kept::after)));
    }

    private static String all(List<String> names, BiFunction<List<String>, String, String> image) {
        return names.stream()
                .map(name -> "i." + Identifiers.quote(image.apply(names, name)))
                .collect(Collectors.joining(", "));
    }

    /// Puts them on the vault's list, after what the way back has destroyed so far, or gives up the
    /// table when nothing was written.
    private Statement list(
            String place, Address table, List<Column> columns, List<Column> key, Writing rows) {
        List<String> keys =
                key.stream().anyMatch(one -> name(one) == null) ? List.of() : names(key);
        String body =
                LISTS.formatted(
                        vault.records().sql(),
                        place,
                        Identifiers.literal(table.first()),
                        Identifiers.literal(table.name()),
                        Identifiers.literal(Identifiers.dotted(table.path())),
                        texts(keys),
                        texts(names(columns)),
                        Identifiers.literal(vault.place(MOST, table).substring(PREFIX)),
                        Identifiers.literal(place),
                        Identifiers.literal(vault.records().sql()),
                        Kept.EVENT,
                        rows.why().isEmpty() ? "" : aside(place, columns, key, rows.aside()));
        return new Statement("DO " + Identifiers.literal(body));
    }

    /// Notes what was there, and what stands there now.
    private String aside(String place, List<Column> columns, List<Column> key, List<Column> aside) {
        List<String> names = names(columns);
        return """
            INSERT INTO %1$s.set_aside (run, capture, kind, reason, key, columns, kept, live)
            SELECT coalesce(current_setting('backout.run', true), ''), backout_capture, 'set-aside', i.backout_why,
                ARRAY[%2$s]::text[], %3$s, ARRAY[%4$s]::text[],
                CASE WHEN i.%5$s <> 'D' THEN ARRAY[%6$s]::text[] END
            FROM %7$s i ORDER BY i.%8$s;
            ALTER TABLE %7$s DROP COLUMN backout_why;
        """
                .formatted(
                        vault.records().sql(),
                        images(names, names(key), Kept::before),
                        texts(names(aside)),
                        images(names, names(aside), Kept::before),
                        Kept.WHAT,
                        images(names, names(aside), Kept::after),
                        place,
                        Kept.EVENT);
    }

    private static String images(
            List<String> names, List<String> some, BiFunction<List<String>, String, String> image) {
        return some.stream()
                .map(name -> "i.%s::text".formatted(Identifiers.quote(image.apply(names, name))))
                .collect(Collectors.joining(", "));
    }

    private static String texts(List<String> names) {
        return names.stream()
                .map(Identifiers::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    /// Types that a user made are kept as text: nothing in the vault may stand in the way of who
    /// drops them.
    private static String logged(Column column, String value) {
        if (column.type().contains(".")) {
            return "CASE WHEN pg_catalog.num_nonnulls(%1$s) = 1 THEN pg_catalog.format('%%s', %1$s) END"
                    .formatted(value);
        }
        return column.collation() == null
                ? value
                : "(%s) COLLATE pg_catalog.\"default\"".formatted(value);
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map(this::named).toList();
    }

    private String named(Column column) {
        String name = name(column);
        return name == null ? column.address().name() : name;
    }

    /// What a column was called when the way back began, or null when it was not there.
    private @Nullable String name(Column column) {
        Entry now = ready.find(column.address());
        Entry then = now == null ? null : start.find(now.id());
        return then == null ? null : then.address().name();
    }
}
