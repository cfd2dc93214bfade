package dev.backout.vault;

import dev.backout.database.Sql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps what one statement is about to destroy, as its trial showed. For one thread, in the open
/// transaction with the [FixedSettings].
final class Taking {
    private final Connection connection;
    private final Vault vault;
    private final CaptureList list;
    private final LiveTables tables;
    private final Known known;
    private final Look trial;
    private final Wording wording;
    private final KeepRules rules;
    private final LateKeys late;
    private final List<Retyping> unsettled = new ArrayList<>();

    /// @param known the tables as they are before the statement
    Taking(
            Connection connection,
            Vault vault,
            CaptureList list,
            LiveTables tables,
            Known known,
            Look trial,
            Wording wording,
            KeepRules rules,
            LateKeys late) {
        this.connection = connection;
        this.vault = vault;
        this.list = list;
        this.tables = tables;
        this.known = known;
        this.trial = trial;
        this.wording = wording;
        this.rules = rules;
        this.late = late;
    }

    /// Locks and keeps, before the statement.
    void keep() throws SQLException {
        Family family = new Family(known.tables(), trial.destroyed());
        List<Destruction> own =
                trial.destroyed().stream().filter(lost -> !family.above(lost)).toList();
        lock(own);
        for (Destruction lost : own) {
            LiveTable table = known.table(lost.table());
            switch (lost) {
                case Destruction.TableGone _ -> gone(table);
                case Destruction.TableEmptied _ -> emptied(table);
                case Destruction.ColumnGone gone -> dropped(table, table.column(gone.column()));
                case Destruction.ColumnRetyped retyped ->
                        retyped(table, table.column(retyped.column()));
            }
        }
    }

    /// Drops what turned out to come back by itself, after the statement.
    ///
    /// @param after the tables as they are now
    void settle(Map<Long, LiveTable> after) throws SQLException {
        for (Retyping retyping : unsettled) {
            LiveTable now = Objects.requireNonNull(after.get(retyping.table().oid()));
            Kept kept = retyping.settle(now);
            if (kept.rows() == 0
                    && !retyping.column().retypedTo(now.column(retyping.column().number()))) {
                Sql.execute(connection, "drop table " + vault.sql(kept.place()));
            } else {
                list.put(retyping.id(), kept);
            }
        }
    }

    /// The trial's own locks went with it. In a fixed order, so that two of us do not block each
    /// other.
    private void lock(List<Destruction> lost) throws SQLException {
        Set<Long> oids = lost.stream().map(Destruction::table).collect(Collectors.toSet());
        for (LiveTable table : known.tables().values()) {
            if (oids.contains(table.oid())) {
                Sql.execute(
                        connection,
                        "lock table %s in access exclusive mode".formatted(table.source()));
            }
        }
        known.insistOn(tables.these(connection, oids));
    }

    /// What is hidden in it would not return where its rows are copied back.
    private void gone(LiveTable table) throws SQLException {
        list.replace(new Uncovering(connection, vault).of(table));
        long id = vault.nextId(connection);
        Move move = new Move(connection, vault);
        if (!rules.moves()
                || !wording.dropsTables()
                || !move.possible(table)
                || !Attempted.works(connection, () -> list.put(id, move.move(id, table)))) {
            table(table);
        }
    }

    private void table(LiveTable table) throws SQLException {
        list.replace(new Uncovering(connection, vault).of(table));
        long id = vault.nextId(connection);
        list.put(id, copies().table(id, table));
    }

    private void emptied(LiveTable table) throws SQLException {
        if (Look.hasRows(connection, table)) {
            table(table);
        }
    }

    private void dropped(LiveTable table, LiveColumn column) throws SQLException {
        List<LiveColumn> key = key(table, column);
        String obstacle = rules.hides(table, column) ? hide(table, column, key) : "";
        if (obstacle == null) {
            return;
        }
        if (!obstacle.isEmpty()) {
            list.note(InPlace.copied(table, column.ref(), obstacle));
        }
        copied(table, column, key);
    }

    /// @return why it has to be copied, or null when it is hidden
    private @Nullable String hide(LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        if (!wording.dropsColumns()) {
            return "the statement does more than to drop columns";
        }
        if (list.all().stream()
                .anyMatch(one -> one.kept().hasValuesOf(table.ref(), column.ref()))) {
            return "values of it are kept already, which it had before";
        }
        InPlace inPlace = new InPlace(connection, vault, rules);
        String obstacle = inPlace.obstacle(table, after(table), column, key);
        if (obstacle != null) {
            return obstacle;
        }
        long id = vault.nextId(connection);
        return Attempted.works(connection, () -> list.put(id, inPlace.hide(id, table, column, key)))
                ? null
                : "the server refuses to give it another name";
    }

    private void copied(LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        switch (new WarmAdoption(connection, vault).take(table, column, key)) {
            case WarmAdoption.Outcome.Taken(long id, Kept kept) -> list.put(id, kept);
            case WarmAdoption.Outcome.None _ -> cold(table, column, key);
            case WarmAdoption.Outcome.Refused(String reason) -> {
                list.note(
                        "the copy of %s.%s that was made beforehand was of no use, and all of it was"
                                        .formatted(table.address().text(), column.sql())
                                + " copied under the lock: "
                                + reason);
                cold(table, column, key);
            }
        }
    }

    private void cold(LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        long id = vault.nextId(connection);
        list.put(
                id,
                key.isEmpty()
                        ? late.keep(id, table, column)
                        : copies().dropped(id, table, column, key));
    }

    private void retyped(LiveTable table, LiveColumn column) throws SQLException {
        long id = vault.nextId(connection);
        List<LiveColumn> key = key(table, column);
        if (!trial.rewritten(table)) {
            list.put(id, Retyping.untouched(copies(), id, table, column, key));
        } else if (!wording.convertsByCast() || !byCast(id, table, column, key)) {
            if (key.isEmpty()) {
                list.put(id, Retyping.whole(copies(), id, table, column));
            } else {
                unsettled.add(Retyping.prepare(connection, vault, id, table, column, key));
            }
        }
    }

    private boolean byCast(long id, LiveTable table, LiveColumn column, List<LiveColumn> key)
            throws SQLException {
        String to = after(table).column(column.number()).typeText();
        return Attempted.works(
                connection,
                () -> list.put(id, Retyping.byCast(copies(), id, table, column, key, to)));
    }

    private List<LiveColumn> key(LiveTable table, LiveColumn column) {
        return table.keyWithin(after(table), column.number());
    }

    private LiveTable after(LiveTable table) {
        return Objects.requireNonNull(trial.after().get(table.oid()));
    }

    private Copies copies() {
        return new Copies(connection, vault);
    }
}
