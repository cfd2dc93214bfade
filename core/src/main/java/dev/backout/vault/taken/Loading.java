package dev.backout.vault.taken;

import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Capture;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Brings captures from the vault of a copy into the live vault, all of them in one transaction.
///
/// When the process dies after any statement of it, the server undoes the transaction: the tables
/// that were begun are gone with it, and nothing of it was ever to be seen. Nobody waits meanwhile:
/// only tables that are new are locked.
///
/// @param vault the live one
/// @param origin what it says of where the captures come from
public record Loading(Vault vault, String origin) {
    private static final String SETTINGS =
            """
            set local statement_timeout = 0;
            set local row_security = off;
            set local search_path = pg_catalog, pg_temp;
            set local "DateStyle" = 'ISO, YMD';
            set local "IntervalStyle" = 'postgres';
            set local extra_float_digits = 1;
            set local bytea_output = 'hex'\
            """;

    /// Whether all of them are there.
    public boolean there(Connection live, List<Taken> captures) throws SQLException {
        List<Capture> loaded = vault.of(live, origin);
        return captures.stream()
                .allMatch(one -> loaded.stream().anyMatch(other -> other.id() == one.id()));
    }

    /// Loads them, unless they are there already: whoever lost the answer to the commit does not
    /// know.
    ///
    /// @param live in autocommit mode; the records are there already
    /// @param copy in autocommit mode
    /// @param from the copy's vault
    /// @param held what lies there, in the order of the captures
    /// @param run whose step this is: rows that do not return by themselves are set aside in its
    ///   name
    /// @throws BackoutException `plan-stale` when a number is taken
    public void load(
            Connection live,
            Connection copy,
            Vault from,
            List<Taken> captures,
            List<Holding> held,
            String run)
            throws SQLException {
        if (there(live, captures)) {
            return;
        }
        Transactions.run(
                copy,
                () -> {
                    Sql.execute(copy, SETTINGS);
                    return Transactions.run(
                            live,
                            () -> {
                                Sql.execute(live, "set transaction read write; " + SETTINGS);
                                for (int i = 0; i < captures.size(); i++) {
                                    String place = from.sql(held.get(i).kept().place());
                                    load(live, copy, place, captures.get(i), i + 1);
                                    new Unknowns(vault, captures.get(i)).setAside(live, run);
                                }
                                return captures.size();
                            });
                });
    }

    /// Takes everything away again that was loaded and did not return, when its run is given up.
    ///
    /// @param live in autocommit mode
    public void remove(Connection live) throws SQLException {
        Transactions.run(
                live,
                () -> {
                    Sql.execute(live, "set transaction read write");
                    for (Capture capture : vault.of(live, origin)) {
                        if (capture.state() == Capture.State.KEPT) {
                            remove(live, capture);
                        }
                    }
                    return 0;
                });
    }

    private void remove(Connection live, Capture capture) throws SQLException {
        String records = vault.records().sql();
        Sql.update(
                live,
                "delete from %s.set_aside where capture = ?".formatted(records),
                capture.id());
        Sql.execute(live, "drop table if exists " + vault.sql(capture.kept().place()));
        Sql.update(live, "delete from %s.capture where id = ?".formatted(records), capture.id());
    }

    private void load(Connection live, Connection copy, String from, Taken one, int number)
            throws SQLException {
        String place = vault.sql(one.kept().place());
        Sql.execute(live, "create table %s (%s)".formatted(place, definitions(one.columns())));
        String columns = names(one.columns());
        long rows =
                RowCopy.rows(
                        copy,
                        "select %s from %s".formatted(columns, from),
                        live,
                        "%s (%s)".formatted(place, columns));
        if (rows != one.kept().rows()) {
            throw BackoutException.of(
                    ErrorCode.PLAN_STALE,
                    "the backup holds %,d rows of %s, and the plan says %,d"
                            .formatted(
                                    rows, one.kept().table().address().text(), one.kept().rows()),
                    "nothing was loaded; make a new plan");
        }
        if (!one.primary().isEmpty()) {
            Sql.execute(
                    live,
                    "alter table %s add primary key (%s)"
                            .formatted(place, Identifiers.list(one.primary())));
        }
        Sql.execute(live, "analyze " + place);
        vault.put(live, one.id(), origin, number, one.kept());
    }

    private static String definitions(List<ColumnRef> columns) {
        return columns.stream()
                .map(column -> Identifiers.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    private static String names(List<ColumnRef> columns) {
        return Identifiers.list(columns.stream().map(ColumnRef::name).toList());
    }
}
