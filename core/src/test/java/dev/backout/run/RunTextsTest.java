package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.journal.Operator;
import dev.backout.journal.RunId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a run is called, by whom it was done, and how its statements are shown.
class RunTextsTest {
    @Test
    void idsSortByTime() {
        String first = RunId.next(Instant.parse("2026-11-21T12:00:00Z"));
        String second = RunId.next(Instant.parse("2026-11-21T12:00:00.001Z"));
        assertThat(first).hasSize(26).matches("[0-9A-HJKMNP-TV-Z]+").isLessThan(second);
        assertThat(RunId.next(Instant.EPOCH)).startsWith("0000000000");
        assertThat(RunId.next(Instant.EPOCH)).isNotEqualTo(RunId.next(Instant.EPOCH));
    }

    @Test
    void theJobOfCiIsNamed() {
        assertThat(Operator.of(Map.of("HOSTNAME", "box")))
                .isEqualTo(new Operator(System.getProperty("user.name") + "@box", null));
        assertThat(
                        Operator.of(
                                        Map.of(
                                                "GITHUB_ACTIONS", "true",
                                                "GITHUB_REPOSITORY", "a/shop",
                                                "GITHUB_RUN_ID", "7",
                                                "GITHUB_ACTOR", "ann"))
                                .ci())
                .isEqualTo("CI job 7 of a/shop, by ann");
        for (String mark : new String[] {"GITLAB_CI", "BUILDKITE", "CIRCLECI", "JENKINS_URL"}) {
            assertThat(Operator.of(Map.of(mark, "1")).ci()).isEqualTo("CI job ? of ?, by ?");
        }
        assertThat(Operator.of(Map.of("CI", "true")).ci()).isEqualTo("CI");
        assertThat(new Operator("ann@box", "CI").text()).isEqualTo("ann@box (CI)");
    }

    @Test
    void aStatementIsShownByItsFirstLine() {
        assertThat(FirstLine.of("DROP TABLE a")).isEqualTo("DROP TABLE a");
        assertThat(FirstLine.of("ALTER TABLE a\n  DROP b")).isEqualTo("ALTER TABLE a ...");
        assertThat(FirstLine.of("SELECT '" + "x".repeat(200) + "'")).hasSize(104).endsWith(" ...");
        assertThat(FirstLine.of("CREATE USER MAPPING FOR ann SERVER s\n  OPTIONS (password 'p')"))
                .isEqualTo("CREATE USER MAPPING FOR ann SERVER s ...");
    }

    @Test
    void aBlockerTellsWhatOurRoleMaySee() {
        assertThat(new Blocker(7, "etl", "active", Duration.ofSeconds(90)).text())
                .isEqualTo("pid 7 (etl, active for 90 s)");
        assertThat(new Blocker(7, "etl", "", null).text()).isEqualTo("pid 7 (etl)");
        assertThat(new Blocker(0, "", "", null).text()).isEqualTo("a prepared transaction");
    }
}
