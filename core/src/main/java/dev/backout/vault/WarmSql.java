package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The statements that copy a column batch by batch, and those that lead the copy after what was
/// written since. In the open transaction of the caller, with the [FixedSettings].
///
/// @param warming the copy
/// @param table as it is now
/// @param column whose values are copied
/// @param key of the copy
record WarmSql(
        Vault vault, Warming warming, LiveTable table, LiveColumn column, List<LiveColumn> key) {
    /// What a batch did.
    ///
    /// @param rows how many it handled
    /// @param more how many the copy has more than before
    /// @param last the key of the last one, as texts
    record Batch(long rows, long more, List<String> last) {}

    /// What the copy has, as selected from the table.
    static String columns(LiveColumn column, List<LiveColumn> key) {
        return Stream.concat(
                        key.stream().map(one -> one.expression() + " as " + one.sql()),
                        Stream.of(column.expression() + " as " + Identifiers.quote(Kept.VALUE)))
                .collect(Collectors.joining(", "));
    }

    /// Copies the next rows by their key. The copy has no index yet: keys only grow, so none comes
    /// twice.
    Batch copy(Connection connection, int rows) throws SQLException {
        String keys = list(LiveColumn::sql, ", ");
        List<Object> arguments = new ArrayList<>(warming.position());
        arguments.add(rows);
        String after =
                warming.position().isEmpty()
                        ? ""
                        : " where (%s) > (%s)"
                                .formatted(keys, list(one -> "?::" + one.typeText(), ", "));
        // The key's index gives them in order; no statistics of a fresh table may talk the server
        // into sorting the whole table for each batch.
        Sql.execute(
                connection,
                "set local enable_seqscan = off; set local enable_bitmapscan = off;"
                        + " set local enable_sort = off; set local jit = off");
        return batch(
                connection,
                """
                with batch as materialized (
                    select %1$s from %2$s%3$s order by %4$s limit ?),
                put as (insert into %5$s select * from batch)
                select pg_catalog.count(*) as rows, pg_catalog.count(*) as more,
                    (select array[%6$s] from batch order by %7$s limit 1) as last
                from batch\
                """
                        .formatted(
                                columns(column, key),
                                table.source(),
                                after,
                                keys,
                                vault.sql(warming.place()),
                                list(one -> LiveColumn.text(one.sql()), ", "),
                                list(one -> one.sql() + " desc", ", ")),
                arguments.toArray());
    }

    /// Everything is copied: from here on the copy has a key.
    void close(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "alter table %s add primary key (%s)"
                        .formatted(vault.sql(warming.place()), list(LiveColumn::sql, ", ")));
    }

    /// Takes entries from the log and leads the copy after them. The entries, and the rows that
    /// they are about, are seen by one snapshot: whoever wrote later has written another entry.
    Batch follow(Connection connection, int entries) throws SQLException {
        WarmObjects objects = new WarmObjects(vault, warming.id());
        String logged =
                IntStream.rangeClosed(1, key.size())
                        .mapToObj(WarmObjects::logged)
                        .collect(Collectors.joining(", "));
        String value = Identifiers.quote(Kept.VALUE);
        return batch(
                connection,
                """
                with picked as materialized (select n from %1$s order by n limit ?),
                done as (delete from %1$s l using picked p where l.n = p.n returning %2$s),
                live as materialized (
                    select %2$s, t.%3$s is not null as there, %4$s as value
                    from (select distinct %2$s from done) d left join %5$s t on %6$s),
                gone as (delete from %7$s c using live where not there and %8$s returning 1),
                put as (
                    insert into %7$s as c (%9$s, %10$s)
                    select %2$s, value from live where there
                    on conflict (%9$s) do update set %10$s = excluded.%10$s
                    where not pg_catalog.record_image_eq(row(c.%10$s), row(excluded.%10$s))
                    returning c.xmax = 0 as fresh)
                select (select pg_catalog.count(*) from done) as rows,
                    (select pg_catalog.count(*) from put where fresh)
                        - (select pg_catalog.count(*) from gone) as more,
                    null::text[] as last\
                """
                        .formatted(
                                objects.log(),
                                logged,
                                key.getFirst().sql(),
                                column.expression("t."),
                                table.source(),
                                pairs("t.", "d."),
                                vault.sql(warming.place()),
                                pairs("c.", "live."),
                                list(LiveColumn::sql, ", "),
                                value),
                entries);
    }

    private Batch batch(Connection connection, String sql, Object... arguments)
            throws SQLException {
        return Sql.list(
                        connection,
                        sql,
                        row ->
                                new Batch(
                                        row.getLong("rows"),
                                        row.getLong("more"),
                                        Sql.texts(row, "last")),
                        arguments)
                .getFirst();
    }

    private String pairs(String live, String logged) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> live + key.get(i).sql() + " = " + logged + WarmObjects.logged(i + 1))
                .collect(Collectors.joining(" and "));
    }

    private String list(Function<LiveColumn, String> part, String between) {
        return key.stream().map(part).collect(Collectors.joining(between));
    }
}
