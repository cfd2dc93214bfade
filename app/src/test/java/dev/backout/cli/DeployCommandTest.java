package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// `deploy`, `vault` and `prune` as they are typed.
class DeployCommandTest extends DeskScene {
    private static final String DROP = "2 drop";

    DeployCommandTest() {
        super(18);
    }

    @BeforeEach
    void deploy() throws SQLException, IOException {
        desk.migration("1 first", "CREATE TABLE users (id int PRIMARY KEY, email text);");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        desk.execute("INSERT INTO users VALUES (1, 'a'), (2, 'b''%\\')");
        desk.migration(DROP, "ALTER TABLE users DROP COLUMN email;");
    }

    @Test
    void tellsWhatItAppliedWhatItKeptAndTheWayBack() {
        Desk.Answer answer = desk.type("deploy").is(ExitCode.DONE);
        assertThat(answer.out())
                .contains("1 applied, 1 pending")
                .contains("applied:   2 drop (", "; kept 2 values of public.users.email")
                .contains("way back:  backout plan '2 drop'")
                .doesNotContain("NOT SURE");
        assertThat(desk.type("deploy").is(ExitCode.DONE).out())
                .contains("done:      no pending migrations");
        assertThat(desk.type("status", "--no-drift").is(ExitCode.DONE).out())
                .contains("vault     1 capture, ");
    }

    @Test
    void theWayBackExistsWhenTheFilesAreGone() throws IOException {
        desk.type("deploy").is(ExitCode.DONE);
        Path other = folder.resolve("other");
        java.nio.file.Files.createDirectories(other.resolve(".git"));
        Desk.Answer answer = desk.typeIn(other, "plan", DROP);
        assertThat(answer.out() + answer.err()).contains("ALTER TABLE", "returns:");
    }

    @Test
    void aDryRunChangesNothing() throws SQLException {
        assertThat(desk.type("deploy", "--dry-run").is(ExitCode.DONE).out())
                .contains("pending:   2 drop", "keeps column public.users.email")
                .contains("dry run:   nothing was changed");
        assertThat(desk.value("SELECT count(*)::text FROM _prisma_migrations")).isEqualTo("1");
    }

    @Test
    void largeColumnsAreCopiedBeforeTheMigration() throws SQLException {
        assertThat(desk.type("deploy", "--warm-only", "--warm-above", "1").is(ExitCode.DONE).out())
                .contains("warming:   public.users.email, about 2 rows, before the migration locks")
                .contains("warm:      public.users.email, 2 values in ", "nothing is applied yet");
        assertThat(desk.type("status", "--no-drift").is(ExitCode.DONE).out())
                .contains("warming   public.users.email for 2 drop, all 2 rows, triggers note");
        assertThat(desk.type("doctor").out())
                .contains("public.users.email is copied for 2 drop, which is not applied")
                .contains("backout deploy --stop-warming");
        desk.execute("INSERT INTO users VALUES (3, 'c')");
        assertThat(desk.type("deploy", "--warm-above", "1").is(ExitCode.DONE).out())
                .contains("kept 3 values of public.users.email");
        assertThat(desk.value("SELECT count(*)::text FROM backout.warming")).isEqualTo("0");
    }

    @Test
    void copiesThatAreNotNeededAreGivenUp() throws IOException {
        assertThat(desk.type("deploy", "--stop-warming").is(ExitCode.DONE).out())
                .contains("no column is being copied");
        desk.write("backout.yaml", "deploy:\n  warmAbove: 1\n");
        desk.type("deploy", "--warm-only", "--json").is(ExitCode.DONE);
        assertThat(desk.type("deploy", "--stop-warming", "--dry-run").is(ExitCode.DONE).out())
                .contains("would go:  the copy of public.users.email for 2 drop, 2 rows");
        assertThat(desk.type("deploy", "--stop-warming").is(ExitCode.DONE).out())
                .contains("gone:      the copy of public.users.email");
        assertThat(desk.type("deploy", "--warm-only", "--no-warm").is(ExitCode.USAGE).err())
                .startsWith("usage: --warm-only does not go with");
        desk.write("backout.yaml", "deploy:\n  warmAbove: many\n");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err()).contains("a number of rows");
    }

    /// A file that no proof on this machine is about.
    private void unknown() throws IOException {
        desk.migration(DROP, "ALTER TABLE users DROP COLUMN email; -- " + System.nanoTime());
    }

    @Test
    void withoutAProofItSaysSo() throws IOException {
        unknown();
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).out())
                .contains("NOT SURE:  the way back of 2 drop is not proved");
    }

    @Test
    void thePolicyDecides() throws IOException {
        unknown();
        desk.write("backout.yaml", "deploy:\n  require: proof\n");
        Desk.Answer refused = desk.type("deploy", "--no-proof").is(ExitCode.NO);
        assertThat(refused.err()).startsWith("unproved: the way back of 2 drop");
        desk.type("deploy").is(ExitCode.DONE);
    }

    @Test
    void whatMustNotBeKeptIsSaid() throws IOException {
        desk.write("backout.yaml", "vault:\n  keep:\n    public.users.email: never\n");
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).out())
                .contains("NOT KEPT:  2 values of public.users.email");
        assertThat(desk.type("vault").is(ExitCode.DONE).out()).startsWith("nothing is kept");
    }

    @Test
    void theWayBackDoesNotKeepItEither() throws IOException {
        desk.write("backout.yaml", "vault:\n  keep:\n    public.users.card: never\n");
        desk.migration(DROP, "ALTER TABLE users ADD COLUMN card text NOT NULL DEFAULT 'x';");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);

        assertThat(desk.type("plan", "--strategy", "inverse").is(ExitCode.DONE).out())
                .contains(
                        "LOSES:      column public.users.card: 2 values of a column that goes,"
                                + " which must not be kept");
        assertThat(
                        desk.type("run", "backout-plan.json", "--yes", "--backup", "none:test")
                                .is(ExitCode.DONE)
                                .out())
                .contains("did not keep 2 values of public.users.card");
        assertThat(desk.type("vault").is(ExitCode.DONE).out()).startsWith("nothing is kept");
    }

    @Test
    void settingsThatAreNotUnderstoodAreToldByName() throws IOException {
        desk.write("backout.yaml", "vault:\n  keep:\n    users: never\n");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err()).contains("vault.keep.users");
        desk.write("backout.yaml", "vault:\n  keepFor: soon\n");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err()).contains("36h, 14d or 8w");
        desk.write("backout.yaml", "deploy:\n  require: luck\n");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err()).contains("proof or nothing");
        assertThat(desk.type("deploy", "--keep-for", "1y").is(ExitCode.USAGE).err())
                .contains("is not a time such as 36h");
    }

    @Test
    void aMigrationThatFailsIsToldWithItsLine() throws IOException {
        desk.migration(DROP, "SELECT 1;\nALTER TABLE nobody DROP COLUMN email;");
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.STEP_FAILED).err())
                .startsWith("step-failed: 2 drop failed at statement 2 of 2, ALTER TABLE nobody")
                .contains("line 2", "42P01", "backout plan '2 drop'", "resolve --rolled-back");
        assertThat(desk.type("deploy").is(ExitCode.NO).err())
                .startsWith("history-failed: the history knows of migration 2 drop that failed");
    }

    @Test
    void machinesGetALineForEachEvent() {
        assertThat(desk.type("deploy", "--json").is(ExitCode.DONE).out().lines())
                .allMatch(line -> line.startsWith("{\"event\":"))
                .anyMatch(line -> line.contains("\"event\":\"applied\",\"migration\":\"2 drop\""))
                .last()
                .asString()
                .startsWith("{\"event\":\"result\",\"applied\":1");
    }

    @Test
    void theVaultIsListedShownExportedAndGivenUp() {
        desk.type("deploy", "--no-proof", "--keep-for", "14d").is(ExitCode.DONE);
        assertThat(desk.type("vault").is(ExitCode.DONE).out())
                .contains("2 values of public.users.email, by 2 drop");
        assertThat(desk.type("vault", "show", "1").is(ExitCode.DONE).out())
                .contains("select * from backout.kept_1_users");
        assertThat(desk.type("vault", "export", "1").is(ExitCode.DONE).out())
                .isEqualTo("id,backout_value\n1,a\n2,b'%\\\n");
        assertThat(desk.type("vault", "export", "1", "--format", "sql").is(ExitCode.DONE).out())
                .contains("update public.users set email = 'a' where id = '1';")
                .contains("set email = E'b''%\\\\' where id = '2';");
        assertThat(desk.type("vault", "show", "9").is(ExitCode.USAGE).err())
                .startsWith("capture-unknown:");
        assertThat(desk.type("prune", "--older-than", "1h").is(ExitCode.DONE).out())
                .contains("stays: 1 until", "nothing to give up");
    }

    @Test
    void whatIsOldIsGivenUp() throws SQLException {
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        desk.execute("UPDATE backout.capture SET kept_at = now() - interval '20 days'");
        assertThat(desk.type("prune").is(ExitCode.DONE).out()).contains("nothing to give up");
        assertThat(desk.type("prune", "--older-than", "14d", "--dry-run").is(ExitCode.DONE).out())
                .contains("would give up 1 of 1");
        assertThat(desk.type("prune", "--older-than", "14d", "--yes").is(ExitCode.DONE).out())
                .contains("gave up 1 of 1");
        assertThat(desk.value("SELECT to_regclass('backout.kept_1_users')::text")).isNull();
        assertThat(desk.type("vault", "list", "--all").is(ExitCode.DONE).out()).contains("pruned");
        assertThat(desk.type("plan").is(ExitCode.DONE).out())
                .contains(
                        "LOST:       column public.users.email: 2 values of a column that was"
                                + " dropped were given up");
    }
}
