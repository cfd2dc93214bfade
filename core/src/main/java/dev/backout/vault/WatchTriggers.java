package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The triggers by which rows are watched, and their functions while nobody migrates: those do
/// nothing. A transaction for each table; each is committed at once.
///
/// The condition of a trigger keeps the function from being called at all in other sessions. No
/// trigger names a column, since that would stop statements that drop or retype it.
///
/// @param own a session of ours, in autocommit mode
/// @param lockTimeout how long one try may keep writers waiting
record WatchTriggers(Connection own, RecordSchema records, Duration lockTimeout) {
    /// The setting that says that a session migrates: its value is the origin.
    static final String SETTING = "backout.watch";

    private enum Event {
        INSERT("referencing new table as backout_new"),
        UPDATE("referencing old table as backout_old new table as backout_new"),
        DELETE("referencing old table as backout_old");

        private final String tables;

        Event(String tables) {
            this.tables = tables;
        }

        String trigger() {
            return RecordSchema.WATCH + "_" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A trigger of ours that is there.
    private record Found(Address table, String name) {}

    /// Makes the triggers that are not there yet.
    void arm(WatchedTable tree) throws SQLException {
        patiently(
                "arming " + tree.table().address().text(),
                List.of(),
                () -> {
                    Sql.execute(own, idle(tree));
                    return 0;
                });
        for (TableRef member : tree.members()) {
            if (!isArmed(tree, member)) {
                patiently(
                        "arming " + member.address().text(),
                        List.of("only " + WatchedTable.sql(member)),
                        () -> {
                            Sql.execute(own, triggers(tree, member));
                            return 0;
                        });
            }
        }
    }

    /// Drops all triggers of ours, and the functions that no trigger needs any more.
    ///
    /// @return the tables that still have some, since they were in use all the time
    List<Address> drop() throws SQLException {
        List<Address> left = new ArrayList<>();
        for (Found found : found()) {
            try {
                patiently(
                        "dropping a trigger of " + found.table().text(),
                        List.of("only " + Identifiers.dotted(found.table().path())),
                        () -> {
                            Sql.execute(
                                    own,
                                    "drop trigger if exists %s on %s"
                                            .formatted(
                                                    Identifiers.quote(found.name()),
                                                    Identifiers.dotted(found.table().path())));
                            return 0;
                        });
            } catch (BackoutException e) {
                if (e.code() != ErrorCode.LOCKED) {
                    throw e;
                }
                left.add(found.table());
            }
        }
        dropFunctions();
        return left.stream().distinct().toList();
    }

    /// A function that does nothing, in place of whatever it did. It never fails.
    String idle(WatchedTable tree) {
        return """
        create or replace function %1$s.%2$s() returns trigger language plpgsql
        security definer set search_path = pg_catalog, pg_temp
        as 'begin return null; end';
        revoke all on function %1$s.%2$s() from public\
        """
                .formatted(records.sql(), tree.function());
    }

    private String triggers(WatchedTable tree, TableRef member) {
        if (tree.byRow()) {
            return """
            create or replace trigger %s_row after insert or update or delete on %s
            for each row when (current_setting('%s', true) <> '')
            execute function %s.%s()\
            """
                    .formatted(
                            RecordSchema.WATCH,
                            WatchedTable.sql(member),
                            SETTING,
                            records.sql(),
                            tree.function());
        }
        StringBuilder all = new StringBuilder();
        for (Event event : Event.values()) {
            all.append(
                    """
                    create or replace trigger %s after %s on %s %s
                    for each statement when (current_setting('%s', true) <> '')
                    execute function %s.%s();
                    """
                            .formatted(
                                    event.trigger(),
                                    event.name(),
                                    WatchedTable.sql(member),
                                    event.tables,
                                    SETTING,
                                    records.sql(),
                                    tree.function()));
        }
        return all.toString();
    }

    private boolean isArmed(WatchedTable tree, TableRef member) throws SQLException {
        List<String> names =
                tree.byRow()
                        ? List.of(RecordSchema.WATCH + "_row")
                        : Stream.of(Event.values()).map(Event::trigger).toList();
        return Sql.ask(
                own,
                """
                select count(*) = ? from pg_catalog.pg_trigger t
                join pg_catalog.pg_proc p on p.oid = t.tgfoid
                join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                where t.tgrelid = ?::text::oid and t.tgname = any (?) and n.nspname = ?
                    and t.tgenabled in ('O', 'A')\
                """,
                names.size(),
                Long.toString(member.oid()),
                names,
                records.name());
    }

    private List<Found> found() throws SQLException {
        return Sql.list(
                own,
                """
                select n.nspname, c.relname, t.tgname
                from pg_catalog.pg_trigger t
                join pg_catalog.pg_class c on c.oid = t.tgrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_proc p on p.oid = t.tgfoid
                join pg_catalog.pg_namespace f on f.oid = p.pronamespace
                where t.tgname like ? and f.nspname = ?
                order by 1, 2, 3\
                """,
                row ->
                        new Found(
                                Address.of(ObjectKind.TABLE, row.getString(1), row.getString(2)),
                                row.getString(3)),
                RecordSchema.WATCH + "%",
                records.name());
    }

    private void dropFunctions() throws SQLException {
        List<String> names =
                Sql.list(
                        own,
                        """
                        select p.proname from pg_catalog.pg_proc p
                        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                        where n.nspname = ? and p.proname ~ '^watch_[0-9]+$'
                            and not exists (select from pg_catalog.pg_trigger where tgfoid = p.oid)\
                        """,
                        row -> row.getString(1),
                        records.name());
        for (String name : names) {
            Sql.execute(own, "drop function if exists %s.%s()".formatted(records.sql(), name));
        }
    }

    private void patiently(String what, List<String> tables, Transactions.Work<Integer> work)
            throws SQLException {
        new Patience(own, lockTimeout).run(what, tables, work);
    }
}
