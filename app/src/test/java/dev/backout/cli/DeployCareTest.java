package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// The backup before a deployment and the gates behind it, as they are typed.
class DeployCareTest extends DeskScene {
    private static final String GATE =
            "gates: [{command: {name: shop is well, do: test -e well, timeout: 1s}}]";

    DeployCareTest() {
        super(18);
    }

    @BeforeEach
    void pending() throws IOException {
        settings(GATE, "deploy:\n  gates: true\n");
        desk.migration("1 first", "CREATE TABLE users (id int PRIMARY KEY);");
    }

    private void settings(String environment, String rest) throws IOException {
        desk.write(
                "backout.yaml",
                "environments:\n  test:\n    url: %s\n    %s\n%s"
                        .formatted(desk.url(), environment, rest));
    }

    private @Nullable String applied() throws SQLException {
        return desk.value("SELECT count(*)::text FROM _prisma_migrations");
    }

    @Test
    void aGateThatSaysNoLeavesItAppliedAndNamesTheWayBack() throws SQLException {
        Desk.Answer said = desk.type("deploy", "--no-proof").is(ExitCode.NO);
        assertThat(said.out()).contains("applied:   1 first");
        assertThat(said.err())
                .contains("gate-failed: gate: shop is well: the command ended with status 1")
                .contains(
                        "hint: 1 migration is applied and stays so",
                        "hint: to back out: backout plan && backout run backout-plan.json")
                .doesNotContain("resume");
        assertThat(applied()).isEqualTo("1");

        assertThat(desk.type("deploy").is(ExitCode.DONE).out())
                .as("what was not applied now is not looked at")
                .contains("no pending migrations");
    }

    @Test
    void metricsAreWatchedAfterwardsAndComparedWithBefore() throws IOException {
        String watch =
                "watch: {window: 1m, interval: 50ms, failureLimit: 0, metrics: [{name: orders,"
                        + " command: cat orders; echo 3 > orders, baseline: {atLeast: 80%}}]}";
        settings(watch, "deploy:\n  gates: true\n");
        desk.write("orders", "9\n");
        Desk.Answer said = desk.type("deploy", "--no-proof").is(ExitCode.NO);
        assertThat(said.out()).contains("orders 9");
        assertThat(said.err())
                .contains(
                        "gate-failed: watch 1 metric for 1 min: orders: 1 bad sample, 0"
                                + " allowed; the last: 3, less than 7.2")
                .contains("hint: to back out: backout plan");
    }

    @Test
    void aGateThatSaysYesIsTold() throws IOException {
        Files.createFile(folder.resolve("well"));
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).out())
                .contains("looked:    gate: shop is well: the command ended with status 0");
    }

    @Test
    void gatesAreAskedOnlyWhereThatIsSaid() throws IOException {
        settings(GATE, "");
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).out())
                .doesNotContain("shop is well");
        desk.migration("2 second", "CREATE TABLE orders (id int PRIMARY KEY);");
        assertThat(desk.type("deploy", "--no-proof", "--gates").is(ExitCode.NO).err())
                .contains("shop is well");
    }

    @Test
    void aBackupComesFirst() throws IOException, SQLException {
        Path taken = folder.resolve("taken");
        settings(
                "production: false",
                "deploy:\n  backup: 'snapshot: echo id-7; touch %s'\n".formatted(taken));
        assertThat(desk.type("deploy", "--no-proof", "--dry-run").is(ExitCode.DONE).out())
                .contains("backup:    ")
                .contains("nothing was changed");
        assertThat(taken).doesNotExist();
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).out())
                .containsSubsequence("backup:", "id-7", "applied:   1 first");
        assertThat(taken).exists();

        desk.migration("2 second", "CREATE TABLE orders (id int PRIMARY KEY);");
        desk.type("deploy", "--no-proof", "--backup", "snapshot:exit 3").is(ExitCode.STEP_FAILED);
        assertThat(applied()).as("nothing without its backup").isEqualTo("1");
    }

    @Test
    void aPolicyThatDemandsABackupHoldsHereToo() throws IOException, SQLException {
        settings("production: false", "policy:\n  backupRequired: true\n");
        assertThat(
                        desk.type("deploy", "--no-proof", "--backup", "none:hurry")
                                .is(ExitCode.USAGE)
                                .err())
                .contains("policy.backupRequired");
        assertThat(applied()).isEqualTo("0");
    }

    @Test
    void anUnknownWayIsNamed() throws IOException {
        settings("production: false", "deploy:\n  backup: tape\n");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err())
                .contains("deploy.backup is decide, pg_dump, tables,");
    }
}
