package dev.backout.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.golden.EngineOnTrial;
import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Random migrations: what the engine calls proved is right by pg_dump. `backout.random.seed` and
/// `backout.random.count` choose others.
@EveryMajor
class RandomMigrationsTest {
    private static final long SEED = Long.getLong("backout.random.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.random.count", 15);

    /// On versions that are not tested as a whole.
    private static final int FEW = 5;

    private static EngineOnTrial trial;

    @Parameter int major;

    @BeforeParameterizedClassInvocation
    static void start(int major) throws SQLException {
        trial = EngineOnTrial.start(major);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        trial.close();
    }

    @TestFactory
    Stream<DynamicTest> provedIsRight() {
        RandomJudge judge = new RandomJudge(trial.judge(), trial.engine());
        int count = Majors.isWhole(major) ? COUNT : Math.min(COUNT, FEW);
        return LongStream.range(SEED, SEED + count)
                .mapToObj(
                        seed -> DynamicTest.dynamicTest("seed " + seed, () -> check(judge, seed)));
    }

    private static void check(RandomJudge judge, long seed) throws SQLException {
        RandomCase random = new RandomCases(trial.server()).make(seed);
        if (judge.judge(random) instanceof RandomJudge.Wrong) {
            RandomCase small = judge.shrink(random, RandomJudge.Wrong.class);
            throw new AssertionError("seed " + seed + ": " + judge.judge(small) + "\n" + small);
        }
    }

    @Test
    void theSameSeedGivesTheSameCase() throws SQLException {
        RandomCases cases = new RandomCases(trial.server());
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
