package dev.backout.testkit.random;

import dev.backout.testkit.golden.EngineOnTrial;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// `RandomMain COUNT [FIRST_SEED [MAJOR]]`: judges that many random cases, and prints those that
/// are wrong or not proved, made small. Exit 1 when one is wrong.
public final class RandomMain {
    private RandomMain() {}

    /// The entry point.
    public static void main(String... args) throws SQLException {
        int count = Integer.parseInt(args[0]);
        long first = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
        int major = args.length > 2 ? Integer.parseInt(args[2]) : 18;
        Map<String, Integer> counts = new TreeMap<>();
        try (EngineOnTrial trial = EngineOnTrial.start(major)) {
            RandomJudge judge = new RandomJudge(trial.judge(), trial.engine());
            RandomCases cases = new RandomCases(trial.server());
            for (long seed = first; seed < first + count; seed++) {
                RandomCase random = cases.make(seed);
                RandomJudge.Finding finding = judge.judge(random);
                counts.merge(finding.getClass().getSimpleName(), 1, Integer::sum);
                report(judge, random, finding);
            }
        }
        System.out.println("seeds " + first + " to " + (first + count - 1) + ": " + counts);
        System.exit(counts.containsKey("Wrong") ? 1 : 0);
    }

    private static void report(RandomJudge judge, RandomCase random, RandomJudge.Finding finding) {
        switch (finding) {
            case RandomJudge.Right _, RandomJudge.Unplayable _ -> {}
            case RandomJudge.Wrong _, RandomJudge.NotProved _ -> {
                RandomCase small = judge.shrink(random, finding.getClass());
                System.out.println(
                        "seed " + random.seed() + ": " + judge.judge(small) + "\n" + small);
            }
        }
    }
}
