package dev.backout.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.policy.Verdict.Data;
import dev.backout.policy.Verdict.Down;
import dev.backout.policy.Verdict.Effect;
import dev.backout.policy.Verdict.Proof;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class PolicyTest {
    private static final Rules WAIVERS = new Rules(true, true, true, true, true);
    private static final Waiver ACCEPTED =
            new Waiver("ann", "unused", List.of("public.users"), false);

    @Test
    void anAdditiveProvedMigrationIsGood() {
        assertThat(rules(Rules.DEFAULT, verdict(Effect.ADDITIVE, Proof.PROVED, Down.NONE)))
                .isEmpty();
    }

    @Test
    void aDestructiveMigrationShipsAProvedRollbackFile() {
        Verdict without = verdict(Effect.DESTRUCTIVE, Proof.PROVED, Down.NONE);
        assertThat(rules(Rules.DEFAULT, without)).containsExactly("destructiveNeedsRollback");
        assertThat(breaches(Rules.DEFAULT, without).getFirst().hint())
                .isEqualTo("backout generate 1_m writes it");
        Verdict with = verdict(Effect.DESTRUCTIVE, Proof.PROVED, Down.PROVED);
        assertThat(rules(Rules.DEFAULT, with)).isEmpty();
        Rules lenient = new Rules(true, false, true, false, false);
        Verdict wrong = verdict(Effect.DESTRUCTIVE, Proof.PROVED, Down.DIFFERS);
        assertThat(rules(lenient, wrong)).containsExactly("destructiveNeedsRollback");
    }

    @ParameterizedTest
    @EnumSource(
            value = Down.class,
            names = {"DIFFERS", "FAILS", "EMPTY"})
    void aHandWrittenFileIsRight(Down down) {
        Verdict verdict = verdict(Effect.ADDITIVE, Proof.PROVED, down);
        assertThat(rules(Rules.DEFAULT, verdict)).containsExactly("handwrittenIsRight");
        Rules off = new Rules(true, false, true, false, false);
        assertThat(rules(off, verdict)).isEmpty();
    }

    @Test
    void aDownThatRefusesCountsAsNone() {
        Verdict harmless = verdict(Effect.ADDITIVE, Proof.PROVED, Down.REFUSES);
        assertThat(rules(Rules.DEFAULT, harmless)).isEmpty();
        Verdict destructive = verdict(Effect.DESTRUCTIVE, Proof.PROVED, Down.REFUSES);
        assertThat(rules(Rules.DEFAULT, destructive)).containsExactly("destructiveNeedsRollback");
    }

    @ParameterizedTest
    @EnumSource(
            value = Proof.class,
            names = {"REFUTED", "UNPROVED"})
    void nothingIsUnproved(Proof proof) {
        assertThat(rules(Rules.DEFAULT, verdict(Effect.CHANGING, proof, Down.NONE)))
                .containsExactly("nothingUnproved");
        assertThat(rules(Rules.DEFAULT, verdict(Effect.CHANGING, proof, Down.PROVED))).isEmpty();
    }

    @Test
    void aWaiverMayAcceptWhatIsUnproved() {
        Waiver waiver = new Waiver("ann", "roles", List.of(), true);
        Verdict verdict =
                verdict(
                        Effect.DESTRUCTIVE,
                        Proof.UNPROVED,
                        Down.NONE,
                        Data.NONE,
                        List.of(),
                        waiver);
        assertThat(rules(Rules.DEFAULT, verdict)).isEmpty();
    }

    @Test
    void lostDataIsAcceptedByName() {
        List<String> losses = List.of("public.users.email", "public.users_old");
        assertThat(rules(WAIVERS, lost(losses, null))).containsExactly("lossNeedsWaiver");
        List<Breach> partly = breaches(WAIVERS, lost(losses, ACCEPTED));
        assertThat(partly).hasSize(1);
        assertThat(partly.getFirst().message())
                .isEqualTo("1_m loses public.users_old and nobody accepted it");
        assertThat(rules(WAIVERS, lost(List.of("public.users.email"), ACCEPTED))).isEmpty();
        assertThat(rules(WAIVERS, lost(List.of(), null))).containsExactly("lossNeedsWaiver");
        assertThat(rules(Rules.DEFAULT, lost(losses, null))).isEmpty();
    }

    @Test
    void unknownDataNeedsSomebodyWhoAnswersForIt() {
        assertThat(rules(WAIVERS, unknown(null))).containsExactly("unknownNeedsWaiver");
        assertThat(rules(WAIVERS, unknown(ACCEPTED))).isEmpty();
    }

    private static Verdict lost(List<String> losses, @Nullable Waiver waiver) {
        return verdict(Effect.CHANGING, Proof.PROVED, Down.NONE, Data.LOST, losses, waiver);
    }

    private static Verdict unknown(@Nullable Waiver waiver) {
        return verdict(Effect.CHANGING, Proof.PROVED, Down.NONE, Data.UNKNOWN, List.of(), waiver);
    }

    private static Verdict verdict(Effect effect, Proof proof, Down down) {
        return verdict(effect, proof, down, Data.NONE, List.of(), null);
    }

    private static Verdict verdict(
            Effect effect,
            Proof proof,
            Down down,
            Data data,
            List<String> losses,
            @Nullable Waiver waiver) {
        return new Verdict("1_m", effect, proof, data, down, losses, waiver);
    }

    private static List<Breach> breaches(Rules rules, Verdict verdict) {
        return new Policy(rules).breaches(verdict);
    }

    private static List<String> rules(Rules rules, Verdict verdict) {
        return breaches(rules, verdict).stream().map(Breach::rule).toList();
    }
}
