package dev.backout.testkit.corpus;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Prints counts, and everything that is wrong with its smallest difference.
record CorpusReport(String history, List<Judgement> judgements) {
    private static final int LONGEST = 2_000;

    /// Whether nothing is wrong: no wrong inverse and no verdict on a down that pg_dump
    /// contradicts.
    boolean clean() {
        return judgements.stream().noneMatch(CorpusReport::wrong)
                && judgements.stream().noneMatch(CorpusReport::disagrees);
    }

    void print(PrintStream out) {
        out.printf(
                "%s: %d migrations, %d change the schema, %d fail themselves%n",
                history,
                judgements.size(),
                count(Judgement::changes),
                count(judgement -> judgement.failure() != null));
        printInverses(out);
        printDowns(out);
        for (Judgement judgement : judgements) {
            printFailure(out, judgement);
            printWrong(out, judgement);
            printUnproved(out, judgement);
            printDisagreement(out, judgement);
        }
    }

    private void printInverses(PrintStream out) {
        if (judgements.stream().noneMatch(judgement -> judgement.claim() != null)) {
            return;
        }
        out.printf(
                "  inverses: %d exact, %d column order, %d wrong, %d failed, %d unproved, %d"
                        + " refuted%n",
                count(judgement -> outcome(judgement.inverse()) == Outcome.EXACT),
                count(judgement -> outcome(judgement.inverse()) == Outcome.COLUMN_ORDER),
                count(judgement ->
                        outcome(judgement.inverse()) == Outcome.WRONG
                                || outcome(judgement.inverse()) == Outcome.EMPTY),
                count(judgement -> outcome(judgement.inverse()) == Outcome.FAILED),
                count(judgement -> claims(judgement, "unproved")),
                count(judgement -> claims(judgement, "refuted")));
    }

    private void printDowns(PrintStream out) {
        Map<String, Integer> matrix = new TreeMap<>();
        for (Judgement judgement : judgements) {
            if (judgement.down() != null) {
                String claimed = judgement.claim() == null ? "-" : judgement.claim().down();
                matrix.merge(judgement.down().outcome() + " said " + claimed, 1, Integer::sum);
            }
        }
        matrix.forEach((cell, number) -> out.printf("  downs: %4d %s%n", number, cell));
    }

    private static void printFailure(PrintStream out, Judgement judgement) {
        if (judgement.failure() != null) {
            print(out, judgement, "the migration fails", judgement.failure());
        }
    }

    private static void printWrong(PrintStream out, Judgement judgement) {
        if (wrong(judgement)) {
            Trial trial = Objects.requireNonNull(judgement.inverse());
            print(out, judgement, "inverse " + trial.outcome(), trial.difference());
        }
    }

    private static void printUnproved(PrintStream out, Judgement judgement) {
        @Nullable Claim claim = judgement.claim();
        if (claim != null && !claim.proof().equals("proved")) {
            print(out, judgement, claim.proof(), claim.reason());
        }
    }

    private static void printDisagreement(PrintStream out, Judgement judgement) {
        if (disagrees(judgement)) {
            Trial trial = Objects.requireNonNull(judgement.down());
            String said = Objects.requireNonNull(judgement.claim()).down();
            print(
                    out,
                    judgement,
                    "down " + trial.outcome() + " but said " + said,
                    trial.difference());
        }
    }

    private static void print(PrintStream out, Judgement judgement, String what, String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
        out.printf(
                "%n  %s: %s%n%s%n", judgement.file().name(), what, shown.indent(6).stripTrailing());
    }

    private static boolean wrong(Judgement judgement) {
        @Nullable Outcome outcome = outcome(judgement.inverse());
        return judgement.failure() == null && outcome != null && !outcome.right();
    }

    private static boolean disagrees(Judgement judgement) {
        @Nullable Outcome outcome = outcome(judgement.down());
        if (outcome == null || judgement.claim() == null) {
            return false;
        }
        String said = judgement.claim().down();
        return switch (outcome) {
            case EXACT, COLUMN_ORDER -> !said.equals("proved");
            case WRONG -> !said.equals("differs");
            case EMPTY -> !said.equals("empty");
            case FAILED -> !said.equals("fails") && !said.equals("refuses");
        };
    }

    private static boolean claims(Judgement judgement, String proof) {
        return judgement.claim() != null && judgement.claim().proof().equals(proof);
    }

    private static @Nullable Outcome outcome(@Nullable Trial trial) {
        return trial == null ? null : trial.outcome();
    }

    private long count(Predicate<Judgement> condition) {
        return judgements.stream().filter(condition).count();
    }
}
