package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.vault.merge.WrittenTable.State;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// The working table of a log: what the migration did to each row in the end, beside what is live.
///
/// Images of rows that are both before one event and after another one cancel each other out,
/// whatever the order of events, so that chains of updates, rows that were inserted and deleted
/// again, and writes that triggers nested into others come out right. What is left before and after
/// belongs together by the event, by a chain of changes of the key, or by the key.
///
/// Rows of a table without a key are the same when all their columns are, and as many of them.
///
/// @param preferKept whether what was destroyed wins over what was written anew since
record WrittenNet(WrittenTable table, boolean preferKept) {
    List<Statement> statements() {
        return List.of(
                Statement.of("CREATE UNLOGGED TABLE %s AS\n%s", table.work(), select()),
                new Statement("ANALYZE " + table.work()));
    }

    /// Counts the rows of a table with a key whose values were written anew since.
    ///
    /// @param later what the migration itself wrote after that; null when it did not
    String conflicts(@Nullable LastWrites later) {
        List<Column> own =
                table.columns().stream()
                        .filter(column ->
                                later != null && later.common().contains(WrittenTable.name(column)))
                        .toList();
        List<String> names = own.stream().map(WrittenTable::name).toList();
        LastWrites joined = later != null && names.containsAll(later.key()) ? later : null;
        return """
        WITH w AS (
        %s
        )
        SELECT count(*) FROM w k%s
        WHERE k.backout_at IS NOT NULL AND (k.backout_what = 'U' AND (%s)
            OR k.backout_what = 'D' AND (%s)%s AND NOT EXISTS (
                SELECT 1 FROM w o
                WHERE o.backout_what <> 'D' AND o.backout_at = k.backout_at
                    AND o.backout_in = k.backout_in))\
        """
                .formatted(
                        select(),
                        joined == null
                                ? ""
                                : "\nLEFT JOIN %s z ON z.is_there AND %s"
                                        .formatted(
                                                joined.relation(names),
                                                joined.sameKey("z", name -> live(own, name))),
                        WrittenTable.list(
                                table.columns(),
                                " OR ",
                                column ->
                                        rewritten(column)
                                                + own(
                                                        joined == null ? List.of() : own,
                                                        List.of(column))),
                        WrittenTable.list(table.columns(), " OR ", table::moves),
                        own(joined == null ? List.of() : own, own));
    }

    /// Whether live values are not those that the migration wrote later.
    private String own(List<Column> own, List<Column> columns) {
        if (own.isEmpty() || !own.containsAll(columns)) {
            return "";
        }
        return columns.stream()
                .map(column ->
                        "z.v_%d IS NOT DISTINCT FROM k.%s::text"
                                .formatted(own.indexOf(column), table.was(column)))
                .collect(
                        Collectors.joining(
                                " AND ", " AND NOT coalesce(z.is_there AND ", ", false)"));
    }

    private String live(List<Column> own, String name) {
        return own.stream()
                .filter(column -> WrittenTable.name(column).equals(name))
                .map(column -> "k." + table.was(column))
                .findFirst()
                .orElseThrow();
    }

    private String rewritten(Column column) {
        String live = "k." + table.was(column);
        return "%s AND NOT %s AND NOT %s"
                .formatted(
                        table.changed(column),
                        table.isAfter(column, live),
                        WrittenTable.same(live, table.before(column)));
    }

    private String select() {
        return """
        WITH RECURSIVE log AS NOT MATERIALIZED (
            %s
        ), image AS (
            SELECT backout_event, 1 AS side, ROW(%s)::text AS image
            FROM log WHERE backout_what <> 'I'
            UNION ALL
            SELECT backout_event, -1, ROW(%s)::text
            FROM log WHERE backout_what <> 'D'
        ), net AS (
            SELECT backout_event, side
            FROM (
                SELECT backout_event, side,
                    row_number() OVER (PARTITION BY hashtext(image), image, side
                        ORDER BY side * backout_event) AS nth,
                    sum(side) OVER (PARTITION BY hashtext(image), image) AS most
                FROM image
            ) i
            WHERE nth <= side * most
        ), gone AS (
            SELECT k.backout_event, %s
            FROM log k JOIN net n ON n.backout_event = k.backout_event AND n.side = 1
        ), come AS (
            SELECT k.backout_event, %s
            FROM log k JOIN net n ON n.backout_event = k.backout_event AND n.side = -1
        ), together AS (
            SELECT g.backout_event AS gone, c.backout_event AS come
            FROM gone g JOIN come c ON c.backout_event = g.backout_event
        ), %s, k AS (
            SELECT row_number() OVER (ORDER BY coalesce(p.gone, p.come)) AS backout_id,
                CASE WHEN p.come IS NULL THEN 'D' WHEN p.gone IS NULL THEN 'I' ELSE 'U' END
                    AS backout_what,
                %s, %s
            FROM paired p
            LEFT JOIN gone g ON g.backout_event = p.gone
            LEFT JOIN come c ON c.backout_event = p.come
        )
        SELECT k.*, t.backout_in, t.backout_at, %s, %s,
            %s AS backout_state, ''::text AS backout_why
        FROM %s\
        """
                .formatted(
                        table.events(),
                        table.each(table::logBefore),
                        table.each(table::logAfter),
                        table.each(column -> "k." + table.logBefore(column)),
                        table.each(column -> "k." + table.logAfter(column)),
                        table.keyed() ? pairedByKey() : paired(),
                        table.each(column -> "g." + table.logBefore(column)),
                        table.each(column -> "c." + table.logAfter(column)),
                        table.each(column ->
                                "t.%s AS %s"
                                        .formatted(WrittenTable.quoted(column), table.was(column))),
                        table.each(column ->
                                "%s AS %s"
                                        .formatted(
                                                table.wanted(
                                                        column,
                                                        "t." + WrittenTable.quoted(column),
                                                        preferKept),
                                                table.becomes(column))),
                        state(),
                        table.keyed() ? besideByKey() : beside());
    }

    private String paired() {
        return """
        paired AS (
            SELECT gone, come FROM together
            UNION ALL
            SELECT backout_event, NULL FROM gone g
            WHERE NOT EXISTS (SELECT 1 FROM together p WHERE p.gone = g.backout_event)
            UNION ALL
            SELECT NULL, backout_event FROM come c
            WHERE NOT EXISTS (SELECT 1 FROM together p WHERE p.come = c.backout_event)
        )\
        """;
    }

    private String pairedByKey() {
        return """
        chain AS (
            SELECT backout_event AS first, backout_event AS last
            FROM gone g
            WHERE NOT EXISTS (SELECT 1 FROM together p WHERE p.gone = g.backout_event)
                AND EXISTS (SELECT 1 FROM log WHERE backout_what = 'U' AND NOT (%s))
            UNION ALL
            SELECT c.first, next.backout_event
            FROM chain c
            JOIN log k ON k.backout_event = c.last AND k.backout_what = 'U'
            CROSS JOIN LATERAL (
                SELECT x.backout_event FROM log x
                WHERE x.backout_event > k.backout_event AND x.backout_what <> 'I' AND %s
                ORDER BY x.backout_event LIMIT 1
            ) next
        ), traced AS (
            SELECT gone, come FROM together
            UNION ALL
            SELECT h.first, h.last
            FROM chain h JOIN come c ON c.backout_event = h.last
            WHERE h.first <> h.last
        ), paired AS (
            SELECT gone, come FROM traced
            UNION ALL
            SELECT g.backout_event, c.backout_event
            FROM (
                SELECT * FROM gone g
                WHERE NOT EXISTS (SELECT 1 FROM traced p WHERE p.gone = g.backout_event)
            ) g
            FULL JOIN (
                SELECT * FROM come c
                WHERE NOT EXISTS (SELECT 1 FROM traced p WHERE p.come = c.backout_event)
            ) c
                ON %s
        )\
        """
                .formatted(
                        table.eachKey(
                                " AND ",
                                column ->
                                        "%s = %s"
                                                .formatted(
                                                        table.logBefore(column),
                                                        table.logAfter(column))),
                        table.eachKey(
                                " AND ",
                                column ->
                                        "x.%s = k.%s"
                                                .formatted(
                                                        table.logBefore(column),
                                                        table.logAfter(column))),
                        table.eachKey(
                                " AND ",
                                column ->
                                        "g.%s = c.%s"
                                                .formatted(
                                                        table.logBefore(column),
                                                        table.logAfter(column))));
    }

    private String besideByKey() {
        return """
        k
        LEFT JOIN (SELECT tableoid AS backout_in, ctid AS backout_at, * FROM %s) t ON %s\
        """
                .formatted(table.live(), table.eachKey(" AND ", table::isKey));
    }

    private String beside() {
        return """
        (
            SELECT k.*, row_number() OVER (PARTITION BY k.backout_image) AS backout_nth
            FROM (
                SELECT k.*, CASE WHEN k.backout_what <> 'D' THEN ROW(%s)::text END
                    AS backout_image
                FROM k
            ) k
        ) k
        LEFT JOIN (
            SELECT t.*, row_number() OVER (PARTITION BY t.backout_image) AS backout_nth
            FROM (
                SELECT tableoid AS backout_in, ctid AS backout_at, t.*, ROW(%s)::text
                    AS backout_image
                FROM %s t
            ) t
        ) t ON t.backout_image = k.backout_image AND t.backout_nth = k.backout_nth\
        """
                .formatted(
                        table.each(table::imageAfter),
                        table.each(column -> "t." + WrittenTable.quoted(column)),
                        table.live());
    }

    private String state() {
        String untouched =
                WrittenTable.list(
                        table.columns(),
                        " AND ",
                        column -> table.isAfter(column, "t." + WrittenTable.quoted(column)));
        return """
        CASE k.backout_what
                WHEN 'U' THEN CASE WHEN t.backout_at IS NULL THEN %s ELSE %s END
                WHEN 'D' THEN CASE WHEN t.backout_at IS NULL THEN %s ELSE %s END
                ELSE CASE WHEN t.backout_at IS NULL THEN %s WHEN %s THEN %s ELSE %s END
            END\
        """
                .formatted(
                        State.GONE.sql(),
                        State.WRITE.sql(),
                        State.INSERT.sql(),
                        State.TAKEN.sql(),
                        State.DONE.sql(),
                        untouched,
                        State.DELETE.sql(),
                        State.STAYS.sql());
    }
}
