package dev.backout.policy;

import dev.backout.policy.Verdict.Data;
import dev.backout.policy.Verdict.Down;
import dev.backout.policy.Verdict.Effect;
import dev.backout.policy.Verdict.Proof;

import java.util.ArrayList;
import java.util.List;

/// Holds verdicts against rules.
///
/// @param rules what is demanded
public record Policy(Rules rules) {
    /// The rules that a migration does not meet, in the order of `backout.yaml`; empty is good.
    public List<Breach> breaches(Verdict verdict) {
        List<Breach> breaches = new ArrayList<>();
        destructive(verdict, breaches);
        handwritten(verdict, breaches);
        unproved(verdict, breaches);
        waiver(verdict, breaches);
        return breaches;
    }

    private void destructive(Verdict verdict, List<Breach> breaches) {
        boolean asked = rules.destructiveNeedsRollback() && verdict.effect() == Effect.DESTRUCTIVE;
        // A tool that refuses to undo it does no harm, and no good either.
        boolean missing = verdict.down() == Down.NONE || verdict.down() == Down.REFUSES;
        boolean wrong = verdict.down() != Down.PROVED && !rules.handwrittenIsRight();
        if (asked && (missing || wrong) && !acceptsUnproved(verdict)) {
            breaches.add(
                    new Breach(
                            "destructiveNeedsRollback",
                            verdict.migration(),
                            "%s is destructive and ships no proved rollback file"
                                    .formatted(verdict.migration()),
                            verdict.proof() == Proof.PROVED
                                    ? "backout generate " + verdict.migration() + " writes it"
                                    : "write rollback.sql by hand, or a waiver.yaml with unproved:"
                                            + " true"));
        }
    }

    private void handwritten(Verdict verdict, List<Breach> breaches) {
        boolean wrong =
                switch (verdict.down()) {
                    case NONE, PROVED, REFUSES -> false;
                    case DIFFERS, FAILS, EMPTY -> true;
                };
        if (rules.handwrittenIsRight() && wrong) {
            breaches.add(
                    new Breach(
                            "handwrittenIsRight",
                            verdict.migration(),
                            "the rollback file of %s %s"
                                    .formatted(verdict.migration(), fault(verdict.down())),
                            "backout generate %s --force replaces it by a proved one"
                                    .formatted(verdict.migration())));
        }
    }

    private static String fault(Down down) {
        return switch (down) {
            case NONE -> "is missing";
            case PROVED -> "is proved";
            case DIFFERS -> "does not give the schema back as it was";
            case FAILS -> "fails";
            case EMPTY -> "is empty although the migration changes the schema";
            case REFUSES -> "refuses to be run";
        };
    }

    /// A proved hand-written file is a proved way back, also where ours is not.
    private void unproved(Verdict verdict, List<Breach> breaches) {
        boolean proved = verdict.proof() == Proof.PROVED || verdict.down() == Down.PROVED;
        if (rules.nothingUnproved() && !proved && !acceptsUnproved(verdict)) {
            breaches.add(
                    new Breach(
                            "nothingUnproved",
                            verdict.migration(),
                            "%s has no proved way back".formatted(verdict.migration()),
                            "write rollback.sql by hand, or a waiver.yaml with unproved: true"));
        }
    }

    private void waiver(Verdict verdict, List<Breach> breaches) {
        if (rules.lossNeedsWaiver() && verdict.data() == Data.LOST) {
            List<String> open =
                    verdict.losses().stream().filter(loss -> !covered(verdict, loss)).toList();
            boolean unnamed = verdict.losses().isEmpty() && verdict.waiver() == null;
            if (!open.isEmpty() || unnamed) {
                breaches.add(
                        new Breach(
                                "lossNeedsWaiver",
                                verdict.migration(),
                                "%s loses %s and nobody accepted it"
                                        .formatted(
                                                verdict.migration(),
                                                unnamed ? "data" : String.join(", ", open)),
                                "name them under losses in %s/waiver.yaml, with who and why"
                                        .formatted(verdict.migration())));
            }
        }
        boolean unknown = rules.unknownNeedsWaiver() && verdict.data() == Data.UNKNOWN;
        if (unknown && verdict.waiver() == null) {
            breaches.add(
                    new Breach(
                            "unknownNeedsWaiver",
                            verdict.migration(),
                            "what %s does to the data depends on the rows, and nobody answers for it"
                                    .formatted(verdict.migration()),
                            "write who and why into %s/waiver.yaml"
                                    .formatted(verdict.migration())));
        }
    }

    private static boolean covered(Verdict verdict, String loss) {
        Waiver waiver = verdict.waiver();
        return waiver != null && waiver.covers(loss);
    }

    private static boolean acceptsUnproved(Verdict verdict) {
        Waiver waiver = verdict.waiver();
        return waiver != null && waiver.unproved();
    }
}
