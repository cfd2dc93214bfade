package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The copies of columns that are made before the migrations that drop them. For one thread.
///
/// One process at a time works at a copy; a lock of its session says so.
public final class WarmCopies {
    /// A table that is truncated or written anew again and again is copied under the lock.
    private static final int MOST_BEGINNINGS = 3;

    private final Connection own;
    private final Vault vault;
    private final Warmings list;
    private final WarmSettings settings;
    private final Duration lockTimeout;
    private final Consumer<WarmEvent> listener;
    private final List<WarmCopy> ready = new ArrayList<>();

    /// @param own a session of ours in autocommit mode, of the role that migrates
    /// @param lockTimeout how long one try to put triggers on a table may keep writers waiting
    public WarmCopies(
            Connection own,
            Vault vault,
            WarmSettings settings,
            Duration lockTimeout,
            Consumer<WarmEvent> listener) {
        this.own = own;
        this.vault = vault;
        this.list = new Warmings(vault);
        this.settings = settings;
        this.lockTimeout = lockTimeout;
        this.listener = listener;
    }

    /// Copies those of the columns that are there and whose tables are large.
    ///
    /// @param migration which is going to drop them
    /// @param columns as `public.users.email`
    /// @param rules what must not be kept
    /// @param operator who deploys
    /// @throws BackoutException `locked` when somebody else is at work, or uses a table all the
    ///   time
    public void prepare(
            String migration, Collection<String> columns, KeepRules rules, String operator)
            throws SQLException {
        for (LiveTable table : new LiveTables(vault.records().name()).all(own).values()) {
            for (LiveColumn column : table.stored()) {
                WarmPlace place = WarmPlace.of(table, column);
                if (columns.contains(place.subject())
                        && !isPartition(table)
                        && rules.allow(kept(place))
                        && !isHidden(place, rules)
                        && place.exceeds(own, settings.above())) {
                    prepare(place, migration, operator);
                }
            }
        }
    }

    /// Whether it will be hidden in its table, unless the statement that drops it does more.
    private boolean isHidden(WarmPlace place, KeepRules rules) throws SQLException {
        LiveTable table = place.table();
        return rules.hides(table, place.column())
                && new InPlace(own, vault, rules)
                                .obstacle(table, table, place.column(), place.key())
                        == null;
    }

    /// What a partition loses is kept with the table that it belongs to.
    private boolean isPartition(LiveTable table) throws SQLException {
        return !table.parents().isEmpty()
                && Sql.ask(
                        own,
                        "select relispartition from pg_catalog.pg_class where oid = ?::text::oid",
                        Long.toString(table.oid()));
    }

    private static Kept kept(WarmPlace place) {
        return new Kept.DroppedColumn(
                place.table().ref(), place.column().ref(), Copies.names(place.key()), "", 0);
    }

    private void prepare(WarmPlace place, String migration, String operator) throws SQLException {
        String obstacle = place.obstacle(own);
        if (obstacle != null) {
            listener.accept(new WarmEvent.Cold(place.subject(), obstacle));
            return;
        }
        insistOnNobody(place);
        String reason = null;
        for (int number = 1; number <= MOST_BEGINNINGS; number++) {
            WarmCopy copy = open(place, migration, operator);
            reason = copied(copy);
            if (reason == null) {
                ready.add(copy);
                return;
            }
            drop(copy.warming());
            if (number < MOST_BEGINNINGS) {
                listener.accept(new WarmEvent.Anew(place.subject(), reason));
            }
        }
        listener.accept(new WarmEvent.Cold(place.subject(), String.valueOf(reason)));
    }

    /// @return why it is of no use, or null
    private @Nullable String copied(WarmCopy copy) throws SQLException {
        String stale = copy.stale();
        if (stale != null) {
            return stale;
        }
        long began = System.nanoTime();
        listener.accept(new WarmEvent.Begins(copy.subject(), copy.warming().rows(), copy.about()));
        copy.complete(progress -> listener.accept(new WarmEvent.Continues(progress)));
        stale = copy.stale();
        if (stale == null) {
            listener.accept(
                    new WarmEvent.Ready(
                            copy.subject(),
                            copy.warming().rows(),
                            Duration.ofNanos(System.nanoTime() - began)));
        }
        return stale;
    }

    private WarmCopy open(WarmPlace place, String migration, String operator) throws SQLException {
        Warming there = list.of(own, place.table().oid(), place.column().number());
        return there == null
                ? WarmCopy.begin(own, vault, settings, place, migration, operator, lockTimeout)
                : WarmCopy.resume(own, vault, settings, place, there);
    }

    /// Leads what is ready after the latest writes: little is left to do under the lock then.
    public void follow() throws SQLException {
        for (WarmCopy copy : ready) {
            if (list.of(own, copy.warming().table().oid(), copy.warming().column().number())
                    != null) {
                copy.follow();
            }
        }
    }

    /// Gives a copy up.
    ///
    /// @throws BackoutException `locked` when somebody is at work at it, or its table is in use all
    ///   the time
    public void drop(Warming one) throws SQLException {
        insistOnNobody(one.table().oid(), one.column().number(), one.subject());
        WarmObjects objects = new WarmObjects(vault, one.id());
        String place = vault.sql(one.place());
        List<String> locked = new ArrayList<>(objects.locked(own));
        if (Sql.ask(own, "select pg_catalog.to_regclass(?) is not null", place)) {
            locked.add("only " + place);
        }
        new Patience(own, lockTimeout)
                .run(
                        "giving up the copy of " + one.subject(),
                        locked,
                        () -> {
                            objects.drop(own);
                            Sql.execute(own, "drop table if exists " + place);
                            list.remove(own, one);
                            return 0;
                        });
    }

    /// Gives some of them up.
    ///
    /// @return those that are gone
    public List<Warming> dropAll(Predicate<Warming> which) throws SQLException {
        List<Warming> gone = new ArrayList<>();
        for (Warming one : list.all(own)) {
            if (which.test(one)) {
                drop(one);
                listener.accept(new WarmEvent.Dropped(one.subject()));
                gone.add(one);
            }
        }
        return gone;
    }

    private void insistOnNobody(WarmPlace place) throws SQLException {
        insistOnNobody(place.table().oid(), place.column().number(), place.subject());
    }

    private void insistOnNobody(long table, int column, String subject) throws SQLException {
        long key = WarmLock.key(table, column);
        if (!Sql.ask(own, "select pg_catalog.pg_try_advisory_lock(?)", key)) {
            throw BackoutException.of(
                    ErrorCode.LOCKED,
                    "somebody else copies %s just now%s".formatted(subject, WarmLock.by(own, key)),
                    "nothing was executed; wait for that deployment, or end it: what it has copied"
                            + " stays, and the next one goes on with it");
        }
    }

    /// All that are there, for who only looks.
    ///
    /// @throws BackoutException `rights-missing`
    public static List<Warming> list(Connection connection, Vault vault) {
        try {
            return new Warmings(vault).all(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the list of copies failed", e);
        }
    }
}
