package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.vault.merge.WrittenTable.State;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Notes what does not return, with both sides: values that were written anew since, rows whose key
/// another row has, and what the old schema cannot hold.
///
/// @param preferKept whether what was destroyed wins over what was written anew since
record WrittenAsides(WrittenTable table, boolean preferKept) {
    List<Statement> statements() {
        return List.of(values(), rows());
    }

    /// Values of rows that are live. When what is kept wins, the value that it took the place of is
    /// noted all the same.
    private Statement values() {
        String values =
                IntStream.range(0, table.columns().size())
                        .mapToObj(i -> value(i, table.columns().get(i)))
                        .collect(Collectors.joining(",\n            "));
        return new Statement(
                """
                INSERT INTO %s.set_aside (run, capture, kind, reason, key, columns, kept, live)
                SELECT coalesce(current_setting('backout.run', true), ''), %d, u.kind,
                    CASE WHEN u.kind = 'conflict'%s THEN %s ELSE k.backout_why END,
                    %s, u.columns, u.kept, u.live
                FROM %s k CROSS JOIN LATERAL (
                    SELECT v.kind, array_agg(v.name ORDER BY v.place) AS columns,
                        array_agg(v.kept ORDER BY v.place) AS kept,
                        array_agg(v.live ORDER BY v.place) AS live
                    FROM (VALUES
                            %s
                        ) v (place, name, kept, live, kind)
                    WHERE v.kind IS NOT NULL
                    GROUP BY v.kind
                ) u
                WHERE k.backout_what = 'U' AND k.backout_at IS NOT NULL\
                """
                        .formatted(
                                table.vault().records().sql(),
                                table.log().last().capture().id(),
                                preferKept ? " AND k.backout_why = ''" : "",
                                Identifiers.literal(Aside.conflict(preferKept)),
                                key(false),
                                table.work(),
                                values));
    }

    private String value(int place, Column column) {
        String live = "k." + table.was(column);
        return """
        (%d, %s, %s::text, %s::text, CASE
                        WHEN NOT (%s) THEN NULL
                        WHEN NOT %s AND NOT %s THEN 'conflict'
                        WHEN NOT %s THEN 'set-aside'
                    END)\
        """
                .formatted(
                        place,
                        Identifiers.literal(WrittenTable.name(column)),
                        table.textBefore(column),
                        WrittenTable.text(column, live),
                        table.changed(column),
                        table.isAfter(column, live),
                        WrittenTable.same(live, table.before(column)),
                        WrittenTable.same("k." + table.becomes(column), table.before(column)));
    }

    /// Whole rows. One that takes the place of another one is noted with that one.
    private Statement rows() {
        return new Statement(
                """
                INSERT INTO %s.set_aside (run, capture, kind, reason, key, columns, kept, live)
                SELECT coalesce(current_setting('backout.run', true), ''), %d,
                    CASE WHEN k.backout_what = 'D' AND k.backout_at IS NOT NULL THEN 'conflict'
                        ELSE 'set-aside' END,
                    CASE k.backout_state WHEN %s THEN %s WHEN %s THEN k.backout_why
                        ELSE %s END,
                    %s, ARRAY[%s], ARRAY[%s]::text[],
                    CASE WHEN k.backout_at IS NOT NULL THEN ARRAY[%s]::text[] END
                FROM %s k
                WHERE k.backout_state = %3$s
                    OR k.backout_what = 'D' AND k.backout_state IN (%s, %5$s, %s, %s)\
                """
                        .formatted(
                                table.vault().records().sql(),
                                table.log().last().capture().id(),
                                State.GONE.sql(),
                                Identifiers.literal(
                                        table.keyed()
                                                ? "its row was deleted since"
                                                : "no row is as the migration left it"),
                                State.ASIDE.sql(),
                                Identifiers.literal(
                                        "another row has its key since"
                                                + (preferKept
                                                        ? ", and what was kept is preferred"
                                                        : "")),
                                key(true),
                                table.columns().stream()
                                        .map(column ->
                                                Identifiers.literal(WrittenTable.name(column)))
                                        .collect(Collectors.joining(", ")),
                                table.each(table::textBefore),
                                table.each(column ->
                                        WrittenTable.text(column, "k." + table.was(column))),
                                table.work(),
                                State.TAKEN.sql(),
                                State.WRITE.sql(),
                                State.REWRITE.sql()));
    }

    /// @param before whether the key is that from before the migration
    private String key(boolean before) {
        return "ARRAY[%s]::text[]"
                .formatted(
                        table.eachKey(
                                ", ",
                                column ->
                                        "k.%s::text"
                                                .formatted(
                                                        before
                                                                ? table.logBefore(column)
                                                                : table.logAfter(column))));
    }
}
