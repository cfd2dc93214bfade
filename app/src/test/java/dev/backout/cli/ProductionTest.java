package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.sql.SQLException;

/// Production is protected: every command that destroys asks for the name of the database, or needs
/// `--yes`; that is not enough where approvals are asked for.
class ProductionTest extends DeskScene {
    private static final String PLAN = "backout-plan.json";
    private static final String BACKUP = "--backup=none:nothing to lose";

    ProductionTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        Desk planned = Desk.planned(server, folder, PLAN);
        planned.write("backout.yaml", environment("production", ""));
        return planned;
    }

    private static String environment(String name, String more) {
        return "environments:\n  %s:\n    url: ${env:DATABASE_URL}\n%s".formatted(name, more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run backout-plan.json",
                "resume 01",
                "abort 01",
                "redo",
                "reset",
                "reset --yes"
            })
    void nothingIsDoneWithoutAWord(String typed) throws SQLException {
        String[] arguments = typed.split(" ", -1);
        Desk.Answer answer = desk.type(arguments);
        assertThat(answer.exit()).isIn(ExitCode.USAGE, ExitCode.NO);
        assertThat(answer.err())
                .containsPattern("not-confirmed: |database-protected: |project-not-found: ")
                .doesNotContain("internal");
        assertThat(desk.columns()).isEqualTo("id,nickname");
        assertThat(desk.value("SELECT to_regnamespace('backout')::text")).isNull();
    }

    @Test
    void aWrongNameIsNoWord() throws SQLException {
        Desk.Answer answer = desk.answer("shop", "run", PLAN, BACKUP).is(ExitCode.USAGE);
        assertThat(answer.err()).contains("This is PRODUCTION. ", "not-confirmed: the name");
        assertThat(desk.columns()).isEqualTo("id,nickname");
        desk.answer(desk.database(), "run", PLAN, BACKUP).is(ExitCode.DONE);
        assertThat(desk.columns()).isEqualTo("id");
    }

    @Test
    void whatNeedsNoPlanAsksAsWell() throws SQLException {
        desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.DONE);
        assertThat(desk.type("unbar", Desk.BAD).is(ExitCode.USAGE).err())
                .startsWith("not-confirmed: unbar changes a database");
        assertThat(desk.answer("no", "unbar", Desk.BAD).is(ExitCode.USAGE).err())
                .contains("This is PRODUCTION. ");
        assertThat(bars()).isEqualTo("1");
        assertThat(desk.type("prune", "--older-than", "0h").is(ExitCode.USAGE).err())
                .startsWith("not-confirmed: prune changes a database");
        desk.answer(desk.database(), "prune", "--older-than", "0h").is(ExitCode.DONE);
        desk.answer(desk.database(), "unbar", Desk.BAD).is(ExitCode.DONE);
        assertThat(bars()).isEqualTo("0");
    }

    private String bars() throws SQLException {
        return String.valueOf(
                desk.value("SELECT count(*)::text FROM backout.bar WHERE lifted_at IS NULL"));
    }

    @Test
    void whatIsNotProductionIsNotAskedForAPlanlessChange() throws SQLException, IOException {
        desk.write("backout.yaml", environment("staging", "    production: false\n"));
        desk.type("run", PLAN, "--yes", BACKUP).is(ExitCode.DONE);
        desk.type("unbar", Desk.BAD).is(ExitCode.DONE);
    }

    /// Neither a URL nor the name of another environment for the same database is a way around.
    @Test
    void approvalsHoldUnderEveryName() throws SQLException, IOException {
        desk.set("PATH", System.getenv("PATH"));
        desk.write("allowed_signers", "");
        desk.write(
                "backout.yaml",
                environment("a-copy", "    production: false\n")
                        + """
                          production:
                            url: ${env:DATABASE_URL}
                            approvals:
                              signers: allowed_signers
                              groups: {sre: ann@example.com, migration-owner: bob@example.com}
                        """);
        for (String[] named :
                new String[][] {
                    {}, {"--url", desk.url()}, {"--env", "a-copy"}, {"--env", "production"}
                }) {
            String[] typed = new String[named.length + 4];
            System.arraycopy(new String[] {"run", PLAN, "--yes", BACKUP}, 0, typed, 0, 4);
            System.arraycopy(named, 0, typed, 4, named.length);
            assertThat(desk.type(typed).is(ExitCode.WAITING).err()).contains("approval-missing");
        }
        assertThat(desk.type("runs").out() + desk.type("status").out()).doesNotContain("a-copy");
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }
}
