package dev.backout.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.integration.ssh.SshKeygen;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// What counts as somebody's word for a plan, judged with real signatures.
class ApprovalsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final DatabaseIdentity SHOP = new DatabaseIdentity("771", 5, "shop");
    private static final PlanFile PLAN = PlanFiles.file(plan("it cannot stay"));

    @TempDir private Path folder;
    private Keyring keys;
    private Approvals approvals;

    @BeforeEach
    void open() throws IOException {
        keys = Keyring.of(folder, "ann", "bob", "eve");
        Path signers = folder.resolve("allowed_signers");
        Files.writeString(
                signers,
                keys.line("ann@example.com", "ann") + keys.line("bob@example.com,bob@home", "bob"));
        approvals =
                new Approvals(
                        new ApprovalRules(
                                signers,
                                Map.of(
                                        "sre", List.of("ann@example.com"),
                                        "owner", List.of("bob@example.com", "bob@home")),
                                Map.of(
                                        Purpose.APPLY, List.of("sre", "owner"),
                                        Purpose.HISTORY_EDIT, List.of("owner"),
                                        Purpose.DATA_LOSS, List.of("sre", "sre")),
                                Duration.ofHours(8)),
                        new SshKeygen(Approvals.NAMESPACE, System.getenv()));
    }

    @Test
    void theWordsOfDifferentPeopleMakeItComplete() {
        Signed ann = keys.sign("ann", word(PLAN, Purpose.APPLY));
        Signed bob = keys.sign("bob", word(PLAN, Purpose.APPLY, Purpose.HISTORY_EDIT));
        assertThat(judge(ann, bob).complete()).isTrue();
        assertThat(judge(ann).missing())
                .containsExactlyInAnyOrder(
                        new Approvals.Missing(Purpose.APPLY, "owner"),
                        new Approvals.Missing(Purpose.HISTORY_EDIT, "owner"));
        // The plan loses nothing, so that nobody has to accept a loss.
        assertThat(judge().missing())
                .extracting(Approvals.Missing::purpose)
                .doesNotContain(Purpose.DATA_LOSS);
    }

    @Test
    void aWordForSomethingElseIsNone() {
        Signed ann = keys.sign("ann", word(PLAN, Purpose.APPLY));
        Signed narrow = keys.sign("bob", word(PLAN, Purpose.HISTORY_EDIT));
        assertThat(judge(ann, narrow).missing())
                .containsExactly(new Approvals.Missing(Purpose.APPLY, "owner"));
    }

    @Test
    void onePersonIsOnePersonHoweverOftenAndUnderWhateverName() {
        Signed once = keys.sign("bob", word(PLAN, Purpose.APPLY, Purpose.HISTORY_EDIT));
        Approvals.Verdict verdict = judge(once, once);
        assertThat(verdict.given()).hasSize(2);
        assertThat(verdict.given().getFirst().signer().principals())
                .containsExactly("bob@example.com", "bob@home");
        assertThat(verdict.missing()).containsExactly(new Approvals.Missing(Purpose.APPLY, "sre"));
    }

    @Test
    void aChangedPlanVoidsIt() {
        PlanFile changed = PlanFiles.file(plan("it cannot stay!"));
        assertThat(changed.hash()).isNotEqualTo(PLAN.hash());
        refused(
                keys.sign("ann", word(changed, Purpose.APPLY)),
                "it is for another plan, or the plan was changed since");
    }

    @Test
    void aForgedOneIsRefused() {
        Signed narrow = keys.sign("ann", word(PLAN, Purpose.HISTORY_EDIT));
        refused(
                new Signed(word(PLAN, Purpose.APPLY), narrow.signature()),
                "Signature verification failed");
        refused(
                keys.sign("eve", word(PLAN, Purpose.APPLY)),
                "its key is not among those that " + folder.resolve("allowed_signers") + " allows");
        refused(
                keys.sign("ann", word(PLAN, Purpose.APPLY), "git"),
                "Couldn't verify signature: namespace does not match");
        refused(
                new Signed(word(PLAN, Purpose.APPLY), "-----BEGIN SSH SIGNATURE-----\n"),
                "its key");
        assertThat(
                        approvals
                                .judge(
                                        PLAN,
                                        List.of(new ApprovalFiles.Found("x", "approved, ann")),
                                        NOW)
                                .refused())
                .containsExactly(new Approvals.Refused("x", "it is no approval"));
    }

    @Test
    void itExpiresAndIsNotMadeBeforehand() {
        refused(signedAt(NOW.minus(Duration.ofHours(8)).minusSeconds(1)), "it expired at 2026-11");
        assertThat(judge(signedAt(NOW.minus(Duration.ofHours(8)))).refused()).isEmpty();
        refused(signedAt(NOW.plus(Duration.ofMinutes(6))), "it was made in the future");
        assertThat(judge(signedAt(NOW.plus(Duration.ofMinutes(4)))).refused()).isEmpty();
    }

    @Test
    void theTextIsReadAsItWasWrittenOrNotAtAll() {
        String text = word(PLAN, Purpose.APPLY, Purpose.DATA_LOSS).text();
        assertThat(Approval.parse(text)).isEqualTo(word(PLAN, Purpose.APPLY, Purpose.DATA_LOSS));
        for (String other :
                List.of(
                        text + "\n",
                        text.replace("apply, data-loss", "data-loss, apply"),
                        text.replace("apply", "aply"),
                        text.replace("03:00:00Z", "03:00:00.000Z"),
                        text.replace("plan: ", "plan: 0"),
                        text.replace("\n", "\r\n"))) {
            assertThat(Approval.parse(other)).as(other).isNull();
        }
    }

    private Signed signedAt(Instant made) {
        return keys.sign("ann", Approval.of(PLAN, EnumSet.of(Purpose.APPLY), made));
    }

    private void refused(Signed signed, String why) {
        Approvals.Verdict verdict = judge(signed);
        assertThat(verdict.given()).isEmpty();
        assertThat(verdict.refused()).hasSize(1);
        assertThat(verdict.refused().getFirst().why()).startsWith(why);
        assertThat(verdict.complete()).isFalse();
    }

    private Approvals.Verdict judge(Signed... signed) {
        return approvals.judge(
                PLAN,
                Arrays.stream(signed)
                        .map(one -> new ApprovalFiles.Found("file", one.text()))
                        .toList(),
                NOW);
    }

    private static Approval word(PlanFile plan, Purpose... purposes) {
        return Approval.of(plan, List.of(purposes), NOW);
    }

    private static Plan plan(String reason) {
        return new Plan(
                new Plan.Origin("test", NOW, SHOP, "prisma", "public._prisma_migrations"),
                List.of(new UndoneMigration("2_bad", List.of("2"), List.of("c2"))),
                new Strategy.Inverse(),
                reason,
                Plan.Work.NONE,
                Plan.Shapes.NONE,
                Plan.Cost.NONE,
                List.of());
    }
}
