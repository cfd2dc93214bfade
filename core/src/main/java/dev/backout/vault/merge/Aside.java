package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Notes what does not return, with both sides. Which run it is stands in the setting `backout.run`
/// of its session.
///
/// @param preferKept whether what is kept wins over what was written anew since
/// @param place the rows of the vault as SQL
record Aside(Vault vault, Holding holding, boolean preferKept, String place) {
    /// Why what is live is noted beside what is kept: it stays.
    static final String LATER = "written anew since";

    /// Why what was live is noted beside what is kept: it gave way.
    static final String EARLIER = "written anew since, and what was kept is preferred";

    /// Why what is kept has no place, since its foreign key leads nowhere.
    static final String GONE = "what it refers to is gone";

    /// Why what is kept has no place, before the name of what has to be unique.
    static final String TAKEN = "a row that was written since has its ";

    /// All rows of the vault.
    Aside(Vault vault, Holding holding, boolean preferKept) {
        this(vault, holding, preferKept, vault.sql(holding.kept().place()));
    }

    /// Whether the run has not noted that of a row yet, as SQL.
    ///
    /// @param key of the row
    String notYet(String kind, String key) {
        return """
        NOT EXISTS (SELECT FROM %s.set_aside s
            WHERE s.run = coalesce(current_setting('backout.run', true), '')
              AND s.capture = %d AND s.kind = '%s' AND s.key = %s)\
        """
                .formatted(vault.records().sql(), holding.capture().id(), kind, key);
    }

    static String conflict(boolean preferKept) {
        return preferKept ? EARLIER : LATER;
    }

    /// Values that were written anew since.
    ///
    /// @param columns unquoted names
    /// @param kept their values in the vault, as SQL
    /// @param live their live values, as SQL
    /// @param condition which pairs are in conflict
    Statement conflicts(
            Pairing pairing,
            List<String> columns,
            List<String> kept,
            List<String> live,
            String condition) {
        return new Statement(
                insert(
                        "conflict",
                        conflict(preferKept),
                        pairing.keyTexts("t"),
                        columns,
                        kept,
                        "ARRAY[%s]".formatted(texts(live)),
                        "%s t JOIN %s k ON %s"
                                .formatted(pairing.live(), place(), pairing.condition()),
                        condition));
    }

    /// Values whose row has nothing to refer to any more.
    Statement unreferred(
            Pairing pairing, List<String> columns, List<String> kept, String condition) {
        return new Statement(
                insert(
                        "set-aside",
                        GONE,
                        pairing.keyTexts("t"),
                        columns,
                        kept,
                        "NULL",
                        "%s t JOIN %s k ON %s"
                                .formatted(pairing.live(), place(), pairing.condition()),
                        condition));
    }

    /// Values that belong to rows which were set aside whole, after the column had been dropped:
    /// they are set aside with them, by this run or by the one that brought back a later migration.
    /// Where nothing is set aside, nothing of the vault is read for that.
    ///
    /// @param name of the column, unquoted
    /// @param kept its value in the vault, as SQL
    Statement completed(Pairing pairing, String name, String kept) {
        String table = Identifiers.literal(Identifiers.dotted(pairing.table().path()));
        String column = Identifiers.literal(name);
        return new Statement(
                """
                UPDATE %1$s.set_aside s
                SET columns = s.columns || %2$s::text, kept = s.kept || (%3$s)::text
                FROM %1$s.capture c, %4$s k
                WHERE EXISTS (SELECT 1 FROM %1$s.set_aside WHERE kind = 'set-aside')
                    AND c.id = s.capture AND s.kind = 'set-aside' AND s.live IS NULL
                    AND (c.table_oid = %5$s::regclass::oid::bigint
                        OR c.schema_name = %6$s AND c.table_name = %7$s)
                    AND %8$s
                    AND NOT s.columns @> ARRAY[%2$s::text]
                    AND NOT EXISTS (SELECT 1 FROM %9$s t WHERE %10$s)\
                """
                        .formatted(
                                vault.records().sql(),
                                column,
                                kept,
                                place(),
                                table,
                                Identifiers.literal(pairing.table().first()),
                                Identifiers.literal(pairing.table().name()),
                                IntStream.range(0, pairing.key().size())
                                        .mapToObj(i -> sameKey(pairing, i))
                                        .collect(Collectors.joining(" AND ")),
                                pairing.live(),
                                pairing.condition()));
    }

    /// Whether a row that was set aside has a part of the key; one of which only values were has
    /// none.
    private static String sameKey(Pairing pairing, int part) {
        return "s.kept[array_position(s.columns, %s::text)] = k.%s::text"
                .formatted(
                        Identifiers.literal(pairing.key().get(part)),
                        Identifiers.quote(pairing.kept().get(part)));
    }

    /// Live rows that have nothing to refer to any more: they go.
    ///
    /// @param key the columns that tell them apart; none when nothing does
    /// @param condition which rows, of the table as `k`
    Statement removed(Address table, List<String> key, List<String> columns, String condition) {
        return new Statement(
                """
                WITH gone AS (
                    DELETE FROM %s k
                    WHERE %s
                    RETURNING k.*)
                %s\
                """
                        .formatted(
                                Identifiers.dotted(table.path()),
                                condition,
                                insert(
                                        "set-aside",
                                        GONE,
                                        keyOf(key),
                                        columns,
                                        columns.stream()
                                                .map(name -> "k." + Identifiers.quote(name))
                                                .toList(),
                                        "NULL",
                                        "gone k",
                                        "")));
    }

    /// Values of live rows that have nothing to refer to any more: something else takes their
    /// place.
    ///
    /// @param key the columns that tell the rows apart; none when nothing does
    /// @param instead what that is, as SQL
    /// @param condition which rows, of the table as `k`
    Statement cleared(
            Address table, List<String> key, String column, String instead, String condition) {
        String live = Identifiers.dotted(table.path());
        return new Statement(
                """
                WITH gone AS (
                    SELECT k.ctid AS backout_at, k.*
                    FROM ONLY %s k
                    WHERE %s
                    FOR UPDATE OF k),
                cleared AS (
                    UPDATE ONLY %s t
                    SET %s = %s
                    FROM gone
                    WHERE t.ctid = gone.backout_at)
                %s\
                """
                        .formatted(
                                live,
                                condition,
                                live,
                                Identifiers.quote(column),
                                instead,
                                insert(
                                        "set-aside",
                                        GONE,
                                        keyOf(key),
                                        List.of(column),
                                        List.of("k." + Identifiers.quote(column)),
                                        "NULL",
                                        "gone k",
                                        "")));
    }

    /// Rows that have nothing to refer to any more.
    ///
    /// @param key the columns that tell them apart; none when nothing does
    Statement orphans(List<String> key, List<String> columns, List<String> kept, String condition) {
        return new Statement(
                insert(
                        "set-aside",
                        GONE,
                        keyOf(key),
                        columns,
                        kept,
                        "NULL",
                        place() + " k",
                        condition));
    }

    /// Rows of which another one has a key.
    ///
    /// @param taken the name of what is unique
    /// @param key the columns that tell them apart
    Statement taken(
            String taken,
            List<String> key,
            List<String> columns,
            List<String> kept,
            String condition) {
        return new Statement(
                insert(
                        "set-aside",
                        TAKEN + taken.replace("'", "''"),
                        keyOf(key),
                        columns,
                        kept,
                        "NULL",
                        place() + " k",
                        condition));
    }

    private String insert(
            String kind,
            String reason,
            String key,
            List<String> columns,
            List<String> kept,
            String live,
            String from,
            String condition) {
        return """
        INSERT INTO %s.set_aside (run, capture, kind, reason, key, columns, kept, live)
        SELECT coalesce(current_setting('backout.run', true), ''), %d, '%s', '%s',
            %s, ARRAY[%s], ARRAY[%s], %s
        FROM %s%s\
        """
                .formatted(
                        vault.records().sql(),
                        holding.capture().id(),
                        kind,
                        reason,
                        key,
                        columns.stream()
                                .map(Identifiers::literal)
                                .collect(Collectors.joining(", ")),
                        texts(kept),
                        live,
                        from,
                        condition.isEmpty() ? "" : "\nWHERE " + condition);
    }

    private static String keyOf(List<String> key) {
        return key.stream()
                .map(name -> "k.%s::text".formatted(Identifiers.quote(name)))
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    private static String texts(List<String> expressions) {
        return expressions.stream()
                .map(expression -> "(%s)::text".formatted(expression))
                .collect(Collectors.joining(", "));
    }
}
