package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What stands in the database for one copy while it is made: its table, a log of keys that were
/// written, a sequence that tells of writes that could not be logged, the function of the triggers,
/// and the triggers.
///
/// The function only ever adds to the log, where nobody waits for anybody: whoever makes the copy
/// reads the log later. When it cannot, the write goes on, and the sequence moves, which no undone
/// transaction takes back.
///
/// @param id the number of the copy
record WarmObjects(Vault vault, long id) {
    private static final String FUNCTION = Resource.text(WarmObjects.class, "warm-write.sql");
    private static final String FINGERPRINT =
            Resource.text(WarmObjects.class, "warm-fingerprint.sql");
    private static final List<String> EVENTS = List.of("insert", "update", "delete", "truncate");

    /// The log, as SQL.
    String log() {
        return vault.sql("warm_%d_log".formatted(id));
    }

    /// The sequence that moves when a write could not be logged, as SQL.
    String missed() {
        return vault.sql("warm_%d_missed".formatted(id));
    }

    private String function() {
        return vault.sql("warm_%d".formatted(id));
    }

    /// What the log calls a column of the key.
    ///
    /// @param number from 1
    static String logged(int number) {
        return "k" + number;
    }

    /// Makes all of it, the triggers last: they lock the table until the transaction ends.
    ///
    /// @param place the copy's table, unquoted
    /// @param columns what the copy has, with aliases
    void create(
            Connection connection,
            String place,
            LiveTable table,
            String columns,
            List<LiveColumn> key,
            WatchedTable tree)
            throws SQLException {
        String keys =
                IntStream.range(0, key.size())
                        .mapToObj(i -> key.get(i).expression() + " as " + logged(i + 1))
                        .collect(Collectors.joining(", "));
        Sql.execute(
                connection,
                """
                create table %1$s as select %2$s from %3$s where false;
                create table %4$s as select %5$s from %3$s where false;
                alter table %4$s add n bigint generated always as identity primary key;
                create sequence %6$s;
                create function %7$s() returns trigger language plpgsql security definer
                set search_path = pg_catalog, pg_temp as %8$s;
                revoke all on function %7$s() from public;
                %9$s\
                """
                        .formatted(
                                vault.sql(place),
                                columns,
                                table.source(),
                                log(),
                                keys,
                                missed(),
                                function(),
                                Identifiers.literal(body(key)),
                                triggers(tree)));
    }

    private String body(List<LiveColumn> key) {
        return FUNCTION.lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .formatted(
                        log(),
                        IntStream.rangeClosed(1, key.size())
                                .mapToObj(WarmObjects::logged)
                                .collect(Collectors.joining(", ")),
                        key.stream().map(LiveColumn::sql).collect(Collectors.joining(", ")),
                        Identifiers.literal(missed()));
    }

    /// They fire whatever the session's `session_replication_role` is.
    private String triggers(WatchedTable tree) {
        return tree.members().stream()
                .flatMap(member -> EVENTS.stream().map(event -> trigger(member, event)))
                .collect(Collectors.joining());
    }

    private String trigger(TableRef member, String event) {
        String rows =
                switch (event) {
                    case "insert" -> "referencing new table as backout_new";
                    case "update" ->
                            "referencing old table as backout_old new table as backout_new";
                    case "delete" -> "referencing old table as backout_old";
                    default -> "";
                };
        return """
        create trigger %1$s after %2$s on %3$s %4$s for each statement execute function %5$s();
        alter table %3$s enable always trigger %1$s;
        """
                .formatted(name(event), event, WatchedTable.sql(member), rows, function());
    }

    private String name(String event) {
        return "%s_%d_%s".formatted(RecordSchema.WARM, id, event.toLowerCase(Locale.ROOT));
    }

    /// See [Warming#fingerprint].
    List<String> fingerprint(Connection connection, long table) throws SQLException {
        return Sql.list(
                connection,
                FINGERPRINT,
                row -> row.getString(1),
                Long.toString(table),
                "%s\\_%d\\_%%".formatted(RecordSchema.WARM.replace("_", "\\_"), id));
    }

    /// Which tables have a trigger, and the log, as far as they are there; children are meant to
    /// stay alone.
    List<String> locked(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        if (Sql.ask(connection, "select pg_catalog.to_regclass(?) is not null", log())) {
            tables.add("only " + log());
        }
        triggers(connection).forEach(trigger -> tables.add("only " + trigger.table()));
        return tables;
    }

    private record Trigger(String name, String table) {}

    private List<Trigger> triggers(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                """
                select n.nspname, c.relname, t.tgname
                from pg_catalog.pg_trigger t
                join pg_catalog.pg_class c on c.oid = t.tgrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where t.tgname = any (?) and not t.tgisinternal order by c.oid, t.tgname\
                """,
                row ->
                        new Trigger(
                                Identifiers.quote(row.getString(3)),
                                Identifiers.dotted(List.of(row.getString(1), row.getString(2)))),
                EVENTS.stream().map(this::name).toList());
    }

    /// Drops the triggers, which needs their tables locked against everybody, the function, the log
    /// and the sequence, as far as they are there.
    void drop(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                Stream.concat(
                                triggers(connection).stream()
                                        .map(trigger ->
                                                "drop trigger if exists %s on %s;"
                                                        .formatted(
                                                                trigger.name(), trigger.table())),
                                Stream.of(
                                        "drop function if exists %s();".formatted(function()),
                                        "drop table if exists %s;".formatted(log()),
                                        "drop sequence if exists %s;".formatted(missed())))
                        .collect(Collectors.joining("\n")));
    }
}
