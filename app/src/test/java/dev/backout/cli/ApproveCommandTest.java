package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.approval.Keyring;
import dev.backout.error.ExitCode;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Plan;
import dev.backout.planfile.PlanFiles;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// A plan is signed as it is typed, and `run` insists on the signatures.
class ApproveCommandTest {
    private static final String PLAN = "backout-plan.json";
    private static final String RULES =
            """
            environments:
              production:
                url: ${env:DATABASE_URL}
                approvals:
                  signers: allowed_signers
                  groups:
                    sre: [ann@example.com, sue@example.com]
                    migration-owner: [ann@example.com, bob@example.com]
            """;
    private static final String BACKUP = "--backup=none:nothing to lose";
    private static final String BEGUN =
            "SELECT message FROM backout.journal WHERE event = 'begun' ORDER BY line LIMIT 1";

    private static final JudgeServer SERVER = JudgeServer.shared(18);

    @TempDir private Path folder;
    private Desk desk;
    private Keyring keys;

    @BeforeEach
    void open() throws SQLException, IOException {
        desk = Desk.planned(SERVER, folder, PLAN);
        desk.set("PATH", System.getenv("PATH"));
        desk.write("backout.yaml", RULES);
        keys = Keyring.of(folder, "ann", "bob", "eve");
        desk.write(
                "allowed_signers",
                keys.line("ann@example.com", "ann") + keys.line("bob@example.com", "bob"));
    }

    @AfterEach
    void drop() throws SQLException {
        desk.drop();
    }

    @Test
    void twoPeopleApproveAndTheJournalSaysWho() throws SQLException {
        assertThat(desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.WAITING).err())
                .contains("approval-missing: one of sre (apply), one of migration-owner (apply)")
                .contains("missing:   apply by one of sre (ann@example.com, sue@example.com)")
                .contains("backout approve " + PLAN);
        assertThat(approve("bob").is(ExitCode.WAITING).out())
                .contains("DROP COLUMN nickname", "  for: apply, ")
                .contains("written:   backout-plan.json.bob_example.com.approval")
                .contains("missing:   apply by one of sre");
        assertThat(approve("ann").is(ExitCode.DONE).out())
                .contains("approved:  ann@example.com for apply, ", ", until ")
                .contains("next:      backout run " + PLAN);
        assertThat(desk.type("approve", "--list", "--json").is(ExitCode.DONE).out())
                .contains("\"complete\" : true", "\"principals\" : [ \"bob@example.com\" ]");
        assertThat(desk.type("run", PLAN, "--dry-run", BACKUP).is(ExitCode.DONE).out())
                .contains("approved:  bob@example.com for apply");
        desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.DONE);
        assertThat(desk.value(BEGUN))
                .startsWith("approved by ann@example.com (apply, ")
                .contains("), bob@example.com (apply, ");
    }

    @Test
    void aChangedPlanAndAForeignKeyAreRefused() throws IOException {
        approve("ann").is(ExitCode.WAITING);
        approve("bob").is(ExitCode.DONE);
        Plan plan = PlanFiles.read(folder.resolve(PLAN)).plan();
        PlanFiles.write(plan.on(new DatabaseIdentity("1", 2, "other")), folder.resolve(PLAN));
        assertThat(desk.type("approve", "--list").is(ExitCode.WAITING).out())
                .contains(
                        "refused:   backout-plan.json.ann_example.com.approval: it is for another");
        PlanFiles.write(plan, folder.resolve(PLAN));
        desk.type("approve", "--list").is(ExitCode.DONE);
        assertThat(approve("eve").is(ExitCode.NO).err())
                .contains("approval-refused: your approval would be refused: its key is not among");
        assertThat(approve("nobody").is(ExitCode.NO).err()).contains("ssh-keygen cannot sign with");
        assertThat(desk.type("approve", "--for", "aply").is(ExitCode.USAGE).err())
                .contains("--for takes apply, data-loss and history-edit, not aply");
        assertThat(desk.type("approve", "--key", "ann").is(ExitCode.USAGE).err())
                .contains("not-confirmed");
    }

    @Test
    void whoMaySignIsWhatWasCommitted() throws IOException {
        String at = folder.toString();
        keys.program("git", "init", "-q", at);
        keys.program("git", "-C", at, "add", "backout.yaml", "allowed_signers");
        keys.program(
                "git", "-C", at, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x");
        approve("ann").is(ExitCode.WAITING);
        Path signers = folder.resolve("allowed_signers");
        String committed = Files.readString(signers);
        Files.writeString(signers, committed + keys.line("bob@example.com", "eve"));
        assertThat(approve("eve").is(ExitCode.NO).err())
                .contains("approval-refused:", "has changes that are not committed");
        assertThat(desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.NO).err())
                .contains("has changes that are not committed");
        Files.delete(signers);
        assertThat(desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.USAGE).err())
                .contains("there is no file of allowed signers");
    }

    @Test
    void aUrlIsNoWayAround() throws IOException {
        desk.write("backout.yaml", RULES.replace("${env:DATABASE_URL}", "postgresql://h/other"));
        assertThat(
                        desk.type("run", PLAN, "--yes", BACKUP, "--url", desk.url())
                                .is(ExitCode.WAITING)
                                .err())
                .contains("approval-missing");
    }

    @Test
    void anEmergencyGoesOnAndIsWrittenDown() throws SQLException {
        approve("ann").is(ExitCode.WAITING);
        desk.type("run", PLAN, "--yes", BACKUP, "--emergency", "all orders fail").is(ExitCode.DONE);
        assertThat(desk.value(BEGUN))
                .startsWith("approved by ann@example.com (apply, ")
                .endsWith(
                        "; EMERGENCY, without the word of one of migration-owner (apply): all"
                                + " orders fail");
    }

    private Desk.Answer approve(String key) {
        return desk.type("approve", PLAN, "--key", key, "--yes");
    }
}
