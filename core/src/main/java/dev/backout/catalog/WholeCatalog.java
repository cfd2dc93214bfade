package dev.backout.catalog;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Reads everything in the catalog of one database, over two connections when there is much of it:
/// while one portion is taken in, the server works on another one. Like the queries of one
/// [CatalogReader], the two see what is committed at their moments.
public final class WholeCatalog {
    /// How many units are read at once. With fewer a second connection costs more than it brings.
    private static final int PORTION = 400;

    private final Supplier<Connection> connections;
    private final Duration lockTimeout;
    private final boolean dependencies;

    /// @param connections opens sessions on the database, in autocommit mode
    /// @param lockTimeout how long one query waits behind another session's lock; zero is for ever
    /// @param dependencies whether to read what depends on what: without it, two thirds of the time
    public WholeCatalog(
            Supplier<Connection> connections, Duration lockTimeout, boolean dependencies) {
        this.connections = connections;
        this.lockTimeout = lockTimeout;
        this.dependencies = dependencies;
    }

    /// Reads it.
    ///
    /// @param connection a session of its own, whose settings are changed
    public Snapshot read(Connection connection) {
        CatalogReader reader = CatalogReader.on(connection, lockTimeout);
        Queue<List<CatalogId>> portions = portions(List.copyOf(reader.roots()));
        if (portions.size() <= 1) {
            return Snapshot.of(units(reader, portions));
        }
        FutureTask<List<Unit>> other = new FutureTask<>(() -> elsewhere(portions));
        Thread.ofPlatform().daemon().name("backout-catalog-2").start(other);
        List<Unit> units = new ArrayList<>(units(reader, portions));
        units.addAll(result(other));
        units.sort(
                Comparator.comparingLong((Unit unit) -> unit.root().catalog())
                        .thenComparingLong(unit -> unit.root().oid()));
        return Snapshot.of(units);
    }

    private static Queue<List<CatalogId>> portions(List<CatalogId> roots) {
        Queue<List<CatalogId>> portions = new ConcurrentLinkedQueue<>();
        for (int from = 0; from < roots.size(); from += PORTION) {
            portions.add(roots.subList(from, Math.min(from + PORTION, roots.size())));
        }
        return portions;
    }

    /// What nobody else takes.
    private List<Unit> units(CatalogReader reader, Queue<List<CatalogId>> portions) {
        List<Unit> units = new ArrayList<>();
        List<CatalogId> portion = portions.poll();
        while (portion != null) {
            units.addAll(reader.units(portion, dependencies));
            portion = portions.poll();
        }
        return units;
    }

    /// Nothing when the server has no room for a second session: then the first one reads it all.
    private List<Unit> elsewhere(Queue<List<CatalogId>> portions) throws SQLException {
        Connection opened;
        try {
            opened = connections.get();
        } catch (BackoutException e) {
            return List.of();
        }
        try (Connection connection = opened) {
            return units(CatalogReader.on(connection, lockTimeout), portions);
        }
    }

    private static List<Unit> result(FutureTask<List<Unit>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackoutException.of(ErrorCode.INTERNAL, "interrupted while reading");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case BackoutException ours -> ours;
                case SQLException sql -> Failures.unreadable(sql);
                case null, default -> new IllegalStateException("reading the catalog failed", e);
            };
        }
    }
}
