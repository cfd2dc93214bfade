package dev.backout.catalog;

import dev.backout.catalog.postgres.IncrementalReader;
import dev.backout.catalog.postgres.Session;
import dev.backout.catalog.postgres.UnitReader;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Reads the catalog of one database. For one thread, over a connection of its own.
///
/// Definitions come out the same whatever the search_path, the date style and other settings of the
/// database or role. No function of a user is ever called.
public final class CatalogReader {
    private final Session session;
    private final UnitReader units;
    private final IncrementalReader incremental;
    private final Failures failures;

    private CatalogReader(Session session) {
        this.session = session;
        this.units = new UnitReader(session);
        this.incremental = new IncrementalReader(session);
        this.failures = new Failures(session);
    }

    /// A reader over this connection, whose settings it changes and which it does not close. The
    /// connection is in autocommit mode, or inside a transaction that may write and that is to read
    /// its own work; then a failed query is not tried again with success.
    ///
    /// @param lockTimeout how long one query waits behind another session's lock; zero is for ever
    public static CatalogReader on(Connection connection, Duration lockTimeout) {
        try {
            return new CatalogReader(new Session(connection, lockTimeout));
        } catch (SQLException e) {
            throw Failures.unreadable(e);
        }
    }

    /// Takes its connection over again, after others changed the settings: what it has asked before
    /// need not be planned anew.
    ///
    /// @return this
    public CatalogReader again() {
        try {
            session.settle();
            return this;
        } catch (SQLException e) {
            throw Failures.unreadable(e);
        }
    }

    /// Everything.
    ///
    /// When an object is dropped meanwhile, or locked for longer than the lock timeout, it is tried
    /// once more.
    public Snapshot read() {
        return failures.retryOnce(() -> Snapshot.of(units.readAll()));
    }

    /// Some units of everything.
    ///
    /// @param dependencies whether to read what depends on what, too
    List<Unit> units(Collection<CatalogId> roots, boolean dependencies) {
        return failures.retryOnce(
                () -> dependencies ? units.read(roots) : units.readObjects(roots));
    }

    /// The previous snapshot with exactly these units read again.
    ///
    /// @param roots roots of units; those that are gone leave the snapshot
    public Snapshot read(Collection<CatalogId> roots, Snapshot previous) {
        return failures.retryOnce(() -> previous.with(roots, units.read(roots)));
    }

    /// The roots of all units that may exist now; the difference of two answers tells what is new.
    public Set<CatalogId> roots() {
        return failures.retryOnce(units::roots);
    }

    /// How much there is of what a snapshot does not tell. Every role may ask.
    public Unmodelled unmodelled() {
        return new Unmodelled(failures.retryOnce(incremental::unmodelled));
    }

    /// This moment. Take it before the snapshot that goes with it. Needs a superuser.
    public Mark mark() {
        return new Mark(failures.retryOnce(incremental::look));
    }

    /// What changed since a mark. Needs a superuser, and that nobody else writes to the database
    /// meanwhile.
    ///
    /// @param previous the snapshot that was taken right after the mark, or with it
    public Delta readSince(Snapshot previous, Mark mark) {
        return readSince(previous, mark, false);
    }

    /// What changed since a mark, found sooner when the server's statistics tell where to look.
    /// Needs what [#readSince(Snapshot, Mark)] needs.
    ///
    /// @param reported whether every session that wrote since the mark has reported afterwards (by
    ///   `pg_stat_force_next_flush`), so that its writes are in the statistics; when in doubt,
    ///   false
    public Delta readSince(Snapshot previous, Mark mark, boolean reported) {
        IncrementalReader.Step step =
                failures.retryOnce(() -> incremental.readSince(previous, mark.seen(), reported));
        Mark now = new Mark(step.seen());
        return new Delta(
                step.snapshot(),
                now,
                step.read(),
                now.unmodelled().differingFrom(mark.unmodelled()));
    }
}
