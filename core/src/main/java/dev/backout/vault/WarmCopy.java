package dev.backout.vault;

import dev.backout.database.OneProcessor;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Copies a column that a migration is going to drop, while the application goes on writing:
///
/// ```
/// begin    the copy's table, its log and the triggers, in one short transaction
/// complete batches by the key, a transaction each; then the copy's primary key
/// follow   what was written meanwhile, batch by batch, until little is left
/// drop     everything goes again, when it is not needed
/// ```
///
/// The migration's own transaction takes it over ([WarmAdoption]). When the process dies, each
/// batch and how far it came are committed together: the next process goes on from there. Until
/// then the triggers write down keys, and are in nobody's way. For one thread.
final class WarmCopy {
    /// Few enough to be followed under the lock of the migration.
    private static final int LITTLE = 1_000;

    private static final Duration TELL = Duration.ofSeconds(1);

    private final Connection own;
    private final Vault vault;
    private final Warmings list;
    private final WarmSettings settings;
    private final Throttle throttle;
    private final WarmPlace place;
    private Warming warming;

    private WarmCopy(
            Connection own, Vault vault, WarmSettings settings, WarmPlace place, Warming warming) {
        this.own = own;
        this.vault = vault;
        this.list = new Warmings(vault);
        this.settings = settings;
        this.throttle = new Throttle(settings);
        this.place = place;
        this.warming = warming;
    }

    /// Begins one.
    ///
    /// @param own a session of ours in autocommit mode, of the role that migrates
    /// @param lockTimeout how long one try may keep writers waiting
    static WarmCopy begin(
            Connection own,
            Vault vault,
            WarmSettings settings,
            WarmPlace place,
            String migration,
            String operator,
            Duration lockTimeout)
            throws SQLException {
        Warming made =
                new Patience(own, lockTimeout)
                        .run(
                                "beginning to copy " + place.subject(),
                                List.of("only " + place.table().sql()),
                                () ->
                                        FixedSettings.during(
                                                own,
                                                () ->
                                                        make(
                                                                own, vault, place, migration,
                                                                operator)));
        return new WarmCopy(own, vault, settings, place, made);
    }

    /// Goes on with one that is there.
    static WarmCopy resume(
            Connection own, Vault vault, WarmSettings settings, WarmPlace place, Warming warming) {
        return new WarmCopy(own, vault, settings, place, warming);
    }

    private static Warming make(
            Connection own, Vault vault, WarmPlace place, String migration, String operator)
            throws SQLException {
        LiveTable table = place.table();
        long id = vault.nextId(own);
        String name = vault.place(id, table.address());
        WarmObjects objects = new WarmObjects(vault, id);
        objects.create(
                own,
                name,
                table,
                WarmSql.columns(place.column(), place.key()),
                place.key(),
                WatchedTables.of(own, List.of(table.ref())).getFirst());
        Warming made =
                new Warming(
                        id,
                        migration,
                        table.ref(),
                        place.column().ref(),
                        Copies.names(place.key()),
                        place.shape(),
                        objects.fingerprint(own, table.oid()),
                        name,
                        Warming.Phase.COPYING,
                        List.of(),
                        0,
                        Instant.now(),
                        operator);
        new Warmings(vault).put(own, made);
        return made;
    }

    /// The copy as it is now.
    Warming warming() {
        return warming;
    }

    /// Copies whatever is not copied yet, and follows until little is left.
    ///
    /// @param tell is told about once a second
    void complete(Consumer<WarmProgress> tell) throws SQLException {
        if (warming.phase() == Warming.Phase.COPYING) {
            copy(tell);
            warming =
                    batch(() -> {
                        sql().close(own);
                        list.advance(own, warming.following());
                        return warming.following();
                    });
            Sql.execute(own, "analyze " + vault.sql(warming.place()));
        }
        follow();
    }

    private void copy(Consumer<WarmProgress> tell) throws SQLException {
        long total = about();
        long before = warming.rows();
        long began = System.nanoTime();
        long told = 0;
        while (true) {
            long start = System.nanoTime();
            int rows = throttle.rows();
            long done = batch(() -> copied(rows));
            if (done < rows) {
                return;
            }
            long now = System.nanoTime();
            if (now - told > TELL.toNanos()) {
                told = now;
                tell.accept(
                        new WarmProgress(
                                place.subject(),
                                warming.rows(),
                                total,
                                (warming.rows() - before) * 1e9 / (now - began)));
            }
            throttle.rest(own, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private long copied(int rows) throws SQLException {
        WarmSql.Batch batch = sql().copy(own, rows);
        if (batch.rows() > 0) {
            Warming next = warming.copied(batch.last(), batch.more());
            list.advance(own, next);
            warming = next;
        }
        return batch.rows();
    }

    /// Leads the copy after what was written, until little is left.
    void follow() throws SQLException {
        while (warming.phase() == Warming.Phase.FOLLOWING) {
            long start = System.nanoTime();
            long done = batch(this::followed);
            if (done < LITTLE) {
                return;
            }
            throttle.rest(own, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private long followed() throws SQLException {
        WarmSql.Batch batch = sql().follow(own, Math.max(LITTLE, throttle.rows()));
        Warming next = warming.followed(batch.more());
        if (batch.more() != 0) {
            list.advance(own, next);
        }
        warming = next;
        return batch.rows();
    }

    /// Why the migration could not take it over however far it came, or null.
    @Nullable String stale() throws SQLException {
        String[] reason = new String[1];
        batch(() -> {
            reason[0] = new WarmAdoption(own, vault).stale(warming, place);
            return 0;
        });
        return reason[0];
    }

    /// What is copied, for people.
    String subject() {
        return place.subject();
    }

    /// About how many rows there are.
    long about() throws SQLException {
        return place.about(own, Math.max(settings.above() + 1, warming.rows()));
    }

    private WarmSql sql() {
        return new WarmSql(vault, warming, place.table(), place.column(), place.key());
    }

    /// A transaction that is undone leaves everything as it was, this object included.
    private <T> T batch(Transactions.Work<T> work) throws SQLException {
        Warming before = warming;
        try {
            return Transactions.run(
                    own,
                    () -> {
                        Sql.execute(
                                own,
                                "set local statement_timeout = 0; set local lock_timeout = 0; "
                                        + OneProcessor.LOCAL);
                        return FixedSettings.during(own, work);
                    });
        } catch (SQLException | RuntimeException e) {
            warming = before;
            throw e;
        }
    }
}
