package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.Dump;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Takes three databases through a history side by side: one is only migrated, one tries the
/// claimed inverses, one the downs that people wrote. A database that a wrong way back has spoiled
/// is replaced by a copy of the first one.
final class CorpusJudge {
    private final Playground.Maker playgrounds;
    private long replayNanos;

    CorpusJudge(Playground.Maker playgrounds) {
        this.playgrounds = playgrounds;
    }

    /// Judges every migration, in order. A migration that fails is left out.
    List<Judgement> judge(List<HistoryFile> history, Map<String, Claim> claims)
            throws SQLException {
        List<Judgement> judgements = new ArrayList<>();
        Lane plain = new Lane(playgrounds.make());
        Lane inverses = new Lane(playgrounds.make());
        Lane downs = new Lane(playgrounds.make());
        try (ExecutorService players = Executors.newFixedThreadPool(2)) {
            Dump before = plain.dump();
            for (HistoryFile file : history) {
                @Nullable Claim claim = claims.get(file.name());
                CompletableFuture<Dump> after = new CompletableFuture<>();
                Step inverse = new Step(inverses, claimed(claim));
                Step down = new Step(downs, written(file));
                CompletableFuture<@Nullable Trial> inverseTrial =
                        inverse.start(file, before, after, players);
                CompletableFuture<@Nullable Trial> downTrial =
                        down.start(file, before, after, players);
                @Nullable String failure = migrate(plain, file);
                Dump reached = failure == null ? plain.dump() : before;
                after.complete(reached);
                judgements.add(
                        new Judgement(
                                file,
                                claim,
                                failure,
                                !reached.equals(before),
                                inverse.finish(inverseTrial, plain),
                                down.finish(downTrial, plain)));
                before = reached;
            }
        }
        return judgements;
    }

    /// What the bare replay took, without any dump.
    long replayMillis() {
        return replayNanos / 1_000_000;
    }

    /// One lane's part in one migration.
    private record Step(Lane lane, @Nullable List<String> back) {

        CompletableFuture<@Nullable Trial> start(
                HistoryFile file,
                Dump before,
                CompletableFuture<Dump> after,
                ExecutorService players) {
            return CompletableFuture.supplyAsync(() -> run(file, before, after), players);
        }

        private @Nullable Trial run(HistoryFile file, Dump before, CompletableFuture<Dump> after) {
            if (back != null) {
                return lane.play(file, back, before, after);
            }
            try {
                lane.migrate(file);
                return null;
            } catch (SQLException _) {
                return null; // the plain lane meets the same failure and tells of it
            }
        }

        @Nullable Trial finish(CompletableFuture<@Nullable Trial> running, Lane plain)
                throws SQLException {
            @Nullable Trial trial = running.join();
            if (trial != null && !trial.difference().isEmpty()) {
                lane.copy(plain);
            }
            return trial;
        }
    }

    private static @Nullable List<String> claimed(@Nullable Claim claim) {
        return claim != null && claim.proof().equals("proved") ? claim.inverse() : null;
    }

    private static @Nullable List<String> written(HistoryFile file) {
        return file.down() == null ? null : List.of(file.down());
    }

    private @Nullable String migrate(Lane plain, HistoryFile file) {
        long start = System.nanoTime();
        try {
            plain.migrate(file);
            return null;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        } finally {
            replayNanos += System.nanoTime() - start;
        }
    }
}
