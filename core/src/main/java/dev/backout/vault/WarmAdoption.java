package dev.backout.vault;

import dev.backout.database.Sql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Takes a copy over that was made before the migration, in the migration's transaction, under the
/// lock that keeps everybody else from writing: what was written last is followed, the triggers go,
/// and the copy is the capture. When it is not whole, it goes, and the caller copies.
///
/// @param connection in the open transaction, with the [FixedSettings]
record WarmAdoption(Connection connection, Vault vault) {
    private static final int BATCH = 100_000;

    /// What became of it.
    sealed interface Outcome {
        /// Nothing was copied beforehand.
        record None() implements Outcome {}

        /// It is the capture.
        record Taken(long id, Kept kept) implements Outcome {}

        /// It was of no use.
        record Refused(String reason) implements Outcome {}
    }

    /// Takes over what there is for a column.
    ///
    /// @param key that tells rows apart before and after
    Outcome take(LiveTable table, LiveColumn column, List<LiveColumn> key) throws SQLException {
        Warmings list = new Warmings(vault);
        Warming warming = list.of(connection, table.oid(), column.number());
        if (warming == null) {
            return new Outcome.None();
        }
        WarmPlace place = new WarmPlace(table, column, key);
        String unfit = unfit(warming, place);
        Warming last = unfit == null ? followed(warming, place) : warming;
        new WarmObjects(vault, warming.id()).drop(connection);
        list.remove(connection, warming);
        if (unfit != null) {
            Sql.execute(connection, "drop table if exists " + vault.sql(warming.place()));
            return new Outcome.Refused(unfit);
        }
        return new Outcome.Taken(last.id(), last.kept(table.ref(), column.ref()));
    }

    /// Why it cannot be taken over, or null.
    @Nullable String unfit(Warming warming, WarmPlace place) throws SQLException {
        if (warming.phase() != Warming.Phase.FOLLOWING) {
            return "it was not complete";
        }
        return stale(warming, place);
    }

    /// Why it is of no use however far it came, or null: something was written that it does not
    /// know of.
    @Nullable String stale(Warming warming, WarmPlace place) throws SQLException {
        if (!warming.shape().equals(place.shape())) {
            return "the table's key or the column was altered meanwhile";
        }
        WarmObjects objects = new WarmObjects(vault, warming.id());
        if (!Sql.ask(connection, "select pg_catalog.to_regclass(?) is not null", objects.missed())
                || Sql.ask(connection, "select is_called from " + objects.missed())) {
            return "the table was truncated meanwhile, or a write could not be noted";
        }
        return warming.fingerprint().equals(objects.fingerprint(connection, place.table().oid()))
                ? null
                : "the table's rows were written anew meanwhile, its partitions changed, or our"
                        + " triggers did not fire";
    }

    private Warming followed(Warming warming, WarmPlace place) throws SQLException {
        Warming last = warming;
        WarmSql sql = new WarmSql(vault, warming, place.table(), place.column(), place.key());
        while (true) {
            WarmSql.Batch batch = sql.follow(connection, BATCH);
            last = last.followed(batch.more());
            if (batch.rows() < BATCH) {
                // Nobody writes any more: there are none behind them.
                return last;
            }
        }
    }
}
