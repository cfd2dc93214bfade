package dev.backout.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.golden.GoldenJudge;
import dev.backout.testkit.golden.ProofEngine;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Random migrations: what the engine calls proved is right by pg_dump. `backout.random.seed` and
/// `backout.random.count` choose others.
class RandomMigrationsTest {
    private static final int MAJOR = Integer.getInteger("backout.test.major", 18);
    private static final long SEED = Long.getLong("backout.random.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.random.count", 15);

    private static JudgeServer server;
    private static ProofEngine engine;

    @BeforeAll
    static void start() throws SQLException {
        server = JudgeServer.start(MAJOR);
        GoldenJudge.prepare(server);
        engine = new ProofEngine(MAJOR);
    }

    @AfterAll
    static void stop() {
        server.close();
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> provedIsRight() {
        RandomJudge judge =
                new RandomJudge(new GoldenJudge(server, PgDumps.required(MAJOR)), engine);
        return LongStream.range(SEED, SEED + COUNT)
                .mapToObj(
                        seed -> DynamicTest.dynamicTest("seed " + seed, () -> check(judge, seed)));
    }

    private static void check(RandomJudge judge, long seed) throws SQLException {
        RandomCase random = new RandomCases(server).make(seed);
        if (judge.judge(random) instanceof RandomJudge.Wrong) {
            RandomCase small = judge.shrink(random, RandomJudge.Wrong.class);
            throw new AssertionError("seed " + seed + ": " + judge.judge(small) + "\n" + small);
        }
    }

    @Test
    void theSameSeedGivesTheSameCase() throws SQLException {
        RandomCases cases = new RandomCases(server);
        assertThat(cases.make(42)).isEqualTo(cases.make(42));
        assertThat(cases.make(42).schema()).hasSizeGreaterThan(10);
    }

    @Test
    void shrinkingKeepsWhatMatters() {
        List<String> many = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        RandomCase small =
                Shrinker.shrink(
                        new RandomCase(1, many, many),
                        random -> random.schema().contains("3") && random.changes().contains("17"));
        assertThat(small).isEqualTo(new RandomCase(1, List.of("3"), List.of("17")));
    }
}
