package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A table of the vault that takes what happens to the rows of a watched table, from when it was
/// made until the table is altered or the migration ends. It exists in the migration's transaction
/// only, until that is committed.
///
/// @param id the number of the capture that it becomes
/// @param tree whose rows they are
/// @param table the root of the tree, by the name that it had when the log was made
/// @param shape the columns and the key that it had then
/// @param vault where it lies
record WatchLog(long id, WatchedTable tree, TableRef table, WatchShape shape, Vault vault) {
    private static final String BY_ROW = body("watch-rows.sql");
    private static final String BY_STATEMENT = body("watch-statements.sql");

    String place() {
        return vault.place(id, table.address());
    }

    String sequence() {
        return vault.sql("watched_" + id);
    }

    /// Makes the table, and has the triggers write into it.
    void open(Connection connection, String origin) throws SQLException {
        String images =
                shape.columns().stream()
                        .map(column ->
                                ", %s %s, %s %s"
                                        .formatted(
                                                shape.before(column),
                                                column.logged(),
                                                shape.after(column),
                                                column.logged()))
                        .collect(Collectors.joining());
        Sql.execute(
                connection,
                """
                create table %s (%s bigint not null, %s text not null%s);
                create sequence %s minvalue 0 start 0 no cycle;
                %s;
                """
                        .formatted(
                                vault.sql(place()),
                                Kept.EVENT,
                                Kept.WHAT,
                                images,
                                sequence(),
                                function(origin)));
    }

    /// How many images of rows were seen, among them those of rows that did not change.
    String counted() {
        return "select %d::bigint as id, last_value from %s".formatted(id, sequence());
    }

    /// Gives up the table when it is empty; else it stays, with a primary key.
    ///
    /// @return how many rows it holds
    long close(Connection connection) throws SQLException {
        Long rows =
                Sql.first(
                        connection,
                        "select count(*) from " + vault.sql(place()),
                        row -> row.getLong(1));
        if (rows == null || rows == 0) {
            discard(connection);
            return 0;
        }
        Sql.execute(
                connection,
                "drop sequence %s; alter table %s add primary key (%s)"
                        .formatted(sequence(), vault.sql(place()), Kept.EVENT));
        return rows;
    }

    void discard(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "drop sequence %s; drop table %s".formatted(sequence(), vault.sql(place())));
    }

    Kept.WrittenRows kept(long rows) {
        return new Kept.WrittenRows(table, shape.key(), shape.names(), place(), rows);
    }

    /// Types are read from texts and back, so the settings that decide about texts are fixed, too.
    /// The server takes the rows before and after for a product of both, which it would compile a
    /// program for.
    private String function(String origin) {
        String name = "%s.%s".formatted(vault.records().sql(), tree.function());
        String text = tree.byRow() ? BY_ROW : BY_STATEMENT;
        return """
        create or replace function %s() returns trigger language plpgsql security definer
        set search_path = pg_catalog, pg_temp set work_mem = '64MB' set jit = off
        set datestyle = 'ISO, YMD' set intervalstyle = 'postgres' set extra_float_digits = 1
        as %s\
        """
                .formatted(
                        name,
                        Identifiers.literal(
                                text.formatted(
                                        name,
                                        Identifiers.literal(origin),
                                        vault.sql(place()),
                                        sequence(),
                                        list(shape::before),
                                        list(shape::after),
                                        list(column -> column.logged(old())),
                                        list(column -> column.logged(fresh())),
                                        differs(),
                                        Identifiers.literal(sequence()))));
    }

    private String differs() {
        return "not pg_catalog.record_image_eq(row(%s), row(%s))"
                .formatted(list(column -> column.of(old())), list(column -> column.of(fresh())));
    }

    /// What the row before is called in the function.
    private String old() {
        return tree.byRow() ? "old" : "backout_o";
    }

    /// What the row after is called in the function.
    private String fresh() {
        return tree.byRow() ? "new" : "backout_n";
    }

    private String list(Function<WatchShape.Part, String> part) {
        return shape.columns().stream().map(part).collect(Collectors.joining(", "));
    }

    /// Comments stay in the resource.
    private static String body(String resource) {
        return Resource.text(WatchLog.class, resource)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
    }
}
