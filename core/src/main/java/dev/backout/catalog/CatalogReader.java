package dev.backout.catalog;

import dev.backout.catalog.postgres.Session;
import dev.backout.catalog.postgres.UnitReader;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// Reads the catalog of one database. For one thread, over a connection of its own.
public final class CatalogReader {
    private final UnitReader units;

    private CatalogReader(UnitReader units) {
        this.units = units;
    }

    /// A reader over this connection, whose settings it changes and which it does not close. The
    /// connection is in autocommit mode.
    ///
    /// @param lockTimeout how long one query waits behind another session's lock; zero is for ever
    public static CatalogReader on(Connection connection, Duration lockTimeout) {
        try {
            return new CatalogReader(new UnitReader(new Session(connection, lockTimeout)));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Everything.
    public Snapshot read() {
        try {
            return Snapshot.of(units.read(units.roots()));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The previous snapshot with exactly these units read again.
    ///
    /// @param roots roots of units; those that are gone leave the snapshot
    public Snapshot read(Collection<CatalogId> roots, Snapshot previous) {
        try {
            return previous.with(roots, units.read(roots));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static BackoutException failed(SQLException e) {
        return new BackoutException(
                ErrorCode.INTERNAL,
                "cannot read the catalog: %s (SQLSTATE %s)"
                        .formatted(e.getMessage(), e.getSQLState()),
                List.of(),
                e);
    }
}
