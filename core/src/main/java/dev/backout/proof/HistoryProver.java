package dev.backout.proof;

import dev.backout.ddl.Ddl;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Proves the migrations of a history. A long history is cut into stretches that are proved side by
/// side, each on a replica of its own that first replays what comes before. Safe for any thread.
public final class HistoryProver {
    /// A stretch has to be worth its replica: making one and replaying costs about as much as
    /// proving this many migrations.
    private static final int SHORTEST_STRETCH = 40;

    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;
    private final int width;
    private final boolean tracing;

    /// Whether a stretch failed: nobody waits for the others.
    private volatile boolean stopped;

    /// @param server where replicas are made
    /// @param options how they are made
    /// @param ddl the statements of the database product
    /// @param width how many replicas may work at the same time
    /// @param tracing whether each migration is observed statement by statement as well
    public HistoryProver(
            ScratchServer server, ScratchOptions options, Ddl ddl, int width, boolean tracing) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
        this.width = width;
        this.tracing = tracing;
    }

    /// Proves migrations.
    ///
    /// @param history all migrations, in order
    /// @param wanted which of them to prove; the others are only applied
    /// @param done is told of each proof when it is there, in no order, by any thread
    /// @return the proofs of the wanted migrations, in order
    public List<MigrationProof> prove(
            List<Subject> history, Predicate<Subject> wanted, Consumer<MigrationProof> done) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (wanted.test(history.get(i))) {
                indexes.add(i);
            }
        }
        int stretches = Math.clamp(indexes.size() / SHORTEST_STRETCH, 1, width);
        List<Callable<List<MigrationProof>>> tasks = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            List<Integer> part =
                    indexes.subList(
                            indexes.size() * i / stretches, indexes.size() * (i + 1) / stretches);
            tasks.add(() -> stretch(history, part, done));
        }
        return stretches == 1
                ? stretch(history, indexes, done)
                : together(tasks).stream().flatMap(List::stream).toList();
    }

    private List<MigrationProof> stretch(
            List<Subject> history, List<Integer> indexes, Consumer<MigrationProof> done) {
        try {
            return proved(history, indexes, done);
        } catch (RuntimeException e) {
            stopped = true;
            throw e;
        }
    }

    private List<MigrationProof> proved(
            List<Subject> history, List<Integer> indexes, Consumer<MigrationProof> done) {
        List<MigrationProof> proofs = new ArrayList<>();
        if (indexes.isEmpty()) {
            return proofs;
        }
        try (Replica replica = new Replica(server, options)) {
            Prover prover = new Prover(replica, ddl, tracing);
            int next = 0;
            for (int index : indexes) {
                if (stopped) {
                    break;
                }
                prover.follow(history.subList(next, index));
                MigrationProof proof = proof(prover, history.get(index));
                proofs.add(proof);
                done.accept(proof);
                next = index + 1;
            }
        }
        return proofs;
    }

    /// Which migration it was that filled the disk, if it did so by itself, is worth knowing.
    private static MigrationProof proof(Prover prover, Subject subject) {
        try {
            return prover.prove(subject);
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.SCRATCH_FULL) {
                throw e;
            }
            List<String> hints = new ArrayList<>(e.hints());
            hints.addFirst("it happened while %s was proved".formatted(subject.name()));
            throw new BackoutException(e.code(), String.valueOf(e.getMessage()), hints, e);
        }
    }

    private static <T> List<T> together(List<Callable<T>> tasks) {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while proving", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
        return results;
    }
}
