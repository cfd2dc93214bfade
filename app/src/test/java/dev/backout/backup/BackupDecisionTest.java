package dev.backout.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

class BackupDecisionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");
    private static final TableName USERS = new TableName("public", "users");
    private static final TableName LOGS = new TableName("public", "logs");
    private static final TableName LOGS_1 = new TableName("public", "logs_1");
    private static final long BIG = 500L << 30;
    private static final RunReach USERS_ALONE = new RunReach(Set.of(USERS), true, true);
    private static final ReferenceState RECENT =
            new ReferenceState.Verified(NOW.minus(Duration.ofHours(2)));

    @Test
    void aRunThatTakesNothingAwayNeedsNone() {
        RunReach harmless = new RunReach(Set.of(USERS), true, false);
        BackupPlan plan = decide(settings(), "", harmless, facts(1L << 20), null);
        assertThat(plan.way()).isInstanceOf(BackupWay.None.class);
        assertThat(plan.why()).isEqualTo("the plan takes no value away");
    }

    @Test
    void aSmallDatabaseIsDumpedWhole() {
        BackupPlan plan = decide(settings(), "", USERS_ALONE, facts(1L << 20), null);
        assertThat(plan.way()).isEqualTo(new BackupWay.WholeDump());
        assertThat(plan.sentence())
                .isEqualTo(
                        "a dump of the whole database (1.0 MB of tables): the database is small"
                                + " enough to be dumped before every run");
    }

    @Test
    void ofABigOneTheTouchedTablesAlone() {
        BackupPlan plan = decide(settings(), "", USERS_ALONE, facts(BIG), null);
        assertThat(plan.way()).isEqualTo(new BackupWay.TablesDump(List.of(USERS)));
        assertThat(plan.bytes()).isEqualTo(8192);
        assertThat(plan.sentence())
                .contains("a dump of public.users (8.0 kB of tables)", "500.0 GB of tables");
    }

    @Test
    void partitionsBelongToTheirTable() {
        RunReach logs = new RunReach(Set.of(LOGS, new TableName("public", "gone")), true, true);
        assertThat(decide(settings(), "", logs, facts(BIG), null).way())
                .isEqualTo(new BackupWay.TablesDump(List.of(LOGS_1)));
    }

    @Test
    void whatOthersKeepGoesFirstWhenItIsThereAndRecent() {
        BackupPlan plan = decide(named(), "", USERS_ALONE, facts(BIG), RECENT);
        assertThat(plan.way()).isEqualTo(new BackupWay.Reference("rds pitr", RECENT));
        assertThat(plan.sentence())
                .contains("rds pitr", "reaches to 2026-11-21T13:00:00Z, 2 h ago");

        ReferenceState old = new ReferenceState.Verified(NOW.minus(Duration.ofDays(3)));
        assertThat(decide(named(), "", USERS_ALONE, facts(BIG), old).way())
                .isInstanceOf(BackupWay.TablesDump.class);
        ReferenceState unseen = new ReferenceState.Unverified("nobody looked");
        assertThat(decide(named(), "", USERS_ALONE, facts(BIG), unseen).way())
                .isInstanceOf(BackupWay.TablesDump.class);
    }

    @Test
    void whenNobodyCanTellWhatIsReachedAllOfItIsDumped() {
        RunReach unknown = new RunReach(Set.of(USERS), false, true);
        BackupPlan plan = decide(settings(), "", unknown, facts(BIG), null);
        assertThat(plan.way()).isEqualTo(new BackupWay.WholeDump());
        assertThat(plan.why()).contains("depends on rows");
    }

    @Test
    void theChoiceOfAPersonIsTaken() {
        assertThat(decide(settings(), "pg_dump", USERS_ALONE, facts(BIG), null).way())
                .isEqualTo(new BackupWay.WholeDump());
        assertThat(decide(settings(), "tables", USERS_ALONE, facts(1), null).way())
                .isEqualTo(new BackupWay.TablesDump(List.of(USERS)));
        assertThat(decide(settings(), "snapshot:zfs snap x", USERS_ALONE, facts(1), null).way())
                .isEqualTo(new BackupWay.Snapshot("zfs snap x"));
        assertThat(decide(settings(), "none: copy of it", USERS_ALONE, facts(1), null).way())
                .isEqualTo(new BackupWay.None("copy of it"));
        assertThat(decide(settings(), "reference:x", USERS_ALONE, facts(1), null).why())
                .contains("unverified");
    }

    @Test
    void aPolicyThatDemandsOneForbidsNone() {
        assertThatThrownBy(() -> decide(required(), "none:hurry", USERS_ALONE, facts(1), null))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("policy.backupRequired");
        assertThatThrownBy(() -> decide(required(), "reference:x", USERS_ALONE, facts(1), null))
                .hasMessageContaining("x is unverified");
    }

    @Test
    void theFormsOfTheOptionAreExplained() {
        for (String wrong : List.of("none", "none: ", "snapshot:", "pg_dump:x", "later", "")) {
            assertThatThrownBy(() -> BackupChoice.parse(wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
        }
    }

    private static BackupPlan decide(
            BackupSettings settings,
            String choice,
            RunReach reach,
            TableFacts facts,
            @Nullable ReferenceState reference) {
        return new BackupDecision(settings, NOW)
                .decide(
                        choice.isEmpty() ? new BackupChoice.Decide() : BackupChoice.parse(choice),
                        reach,
                        facts,
                        reference);
    }

    private static TableFacts facts(long total) {
        return new TableFacts(
                Map.of(USERS, 8192L, LOGS_1, 100L), Map.of(LOGS, List.of(LOGS_1)), total);
    }

    private static BackupSettings settings() {
        return BackupSettings.DEFAULT;
    }

    private static BackupSettings named() {
        return settings("rds pitr", false);
    }

    private static BackupSettings required() {
        return settings(null, true);
    }

    private static BackupSettings settings(@Nullable String reference, boolean required) {
        return new BackupSettings(
                null,
                null,
                false,
                1,
                BackupSettings.WHOLE_UP_TO,
                BackupSettings.LOCK_TIMEOUT,
                null,
                reference,
                null,
                null,
                null,
                required);
    }
}
