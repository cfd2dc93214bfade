package dev.backout.testkit.random;

import dev.backout.testkit.golden.BackOutEngine;
import dev.backout.testkit.golden.GoldenCase;
import dev.backout.testkit.golden.GoldenJudge;

import java.sql.SQLException;

/// Judges an engine by random cases. What it calls proved must be right; what it does not prove is
/// counted by the caller.
public final class RandomJudge {
    private final GoldenJudge judge;
    private final BackOutEngine engine;

    public RandomJudge(GoldenJudge judge, BackOutEngine engine) {
        this.judge = judge;
        this.engine = engine;
    }

    /// What came of a case.
    public sealed interface Finding {}

    /// Proved, and right.
    public record Right() implements Finding {}

    /// Proved, and pg_dump says otherwise.
    public record Wrong(String difference) implements Finding {}

    /// Not proved.
    public record NotProved(String reason) implements Finding {}

    /// The case itself does not run in one go.
    public record Unplayable(String reason) implements Finding {}

    /// Judges one case.
    public Finding judge(RandomCase random) {
        GoldenCase golden = random.golden();
        try {
            judge.play(golden);
        } catch (SQLException e) {
            return new Unplayable(String.valueOf(e.getMessage()));
        }
        BackOutEngine.Answer answer = engine.backOut(golden);
        if (!answer.proof().equals("proved")) {
            return new NotProved(answer.proof() + ": " + answer.reason());
        }
        try {
            judge.judgeEffects(golden, answer);
            return new Right();
        } catch (SQLException | AssertionError e) {
            return new Wrong(e + "\n-- inverse\n" + String.join("\n", answer.inverse()));
        }
    }

    /// The same case made small, still with the same kind of finding.
    public RandomCase shrink(RandomCase random, Class<? extends Finding> kind) {
        return Shrinker.shrink(random, candidate -> kind.isInstance(judge(candidate)));
    }
}
