package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/// `status` tells how applied migrations could be backed out, from what was proved earlier; what
/// the database keeps is enough for `plan`.
class WayBackTest extends DeskScene {
    private static final String NEXT = "20260102000000_next";

    WayBackTest() {
        super(17);
    }

    /// A comment that nobody wrote before: the proofs of another run of this test do not count.
    @BeforeEach
    void deploy() throws SQLException, IOException {
        desk.deploy(
                "20260101000000_first",
                "-- %s\nCREATE TABLE users (id int PRIMARY KEY, nickname text);\n"
                        .formatted(UUID.randomUUID()));
        desk.deploy(NEXT, "ALTER TABLE users DROP COLUMN nickname;\nCREATE TABLE visits (n int);");
    }

    @Test
    void statusReadsWhatCheckProved() {
        String before = desk.type("status", "--no-drift").is(ExitCode.DONE).out();
        assertThat(before)
                .contains("applied     20260101000000_first  not proved yet")
                .contains("      backout check  proves those that are not proved yet");

        desk.type("check", "--postgres", "17").is(ExitCode.NO);

        String after = desk.type("status", "--no-drift").is(ExitCode.DONE).out();
        assertThat(after)
                .contains("applied     20260101000000_first  proved, no data lost\n")
                .contains("applied     20260102000000_next   proved, loses public.users.nickname\n")
                .doesNotContain("not proved yet");
    }

    @Test
    void statusReadsWhatPlanProvedAndSaysWhatIsBarred() {
        desk.type("plan").is(ExitCode.DONE);
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains(NEXT + "   proved, loses public.users.nickname\n")
                .contains("20260101000000_first  not proved yet\n");

        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("history   1 applied, 1 barred  (public._prisma_migrations)")
                .contains("barred      " + NEXT + "\n")
                .doesNotContain("pending");
    }

    @Test
    void anotherHistoryHasOtherProofs() throws SQLException, IOException {
        desk.type("check").is(ExitCode.NO);
        desk.deploy("20260103000000_last", "CREATE TABLE late (n int);");
        assertThat(desk.type("status", "--no-drift").out())
                .contains(NEXT + "   proved on PostgreSQL 18, loses public.users.nickname\n")
                .contains("20260103000000_last   not proved yet\n");
    }

    @Test
    void whatTheDatabaseKeepsIsEnoughForAPlan() throws IOException {
        assertThat(desk.type("generate", NEXT, "--store").is(ExitCode.DONE).out())
                .startsWith("stored the proved inverse of " + NEXT + " in backout.inverse of ");
        assertThat(folder.resolve("prisma/migrations/" + NEXT + "/rollback.sql")).doesNotExist();
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains(NEXT + "   proved, loses public.users.nickname, stored\n");

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve(".git"));
        assertThat(desk.typeIn(elsewhere, "plan").is(ExitCode.DONE).out())
                .contains("undoes:     " + NEXT)
                .contains("DROP TABLE public.visits", "ADD COLUMN nickname text")
                .contains("LOST:       data, when it was applied: see the notes")
                .contains("data of public.users.nickname was lost when " + NEXT + " was applied")
                .contains("none of the 2 applied migrations is at hand");
        desk.typeIn(elsewhere, "run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(desk.type("status").is(ExitCode.DONE).out()).contains("as the history says");
    }

    @Test
    void severalKeptInversesMakeOnePlan() throws IOException {
        desk.type("generate", NEXT, "--store").is(ExitCode.DONE);
        desk.type("generate", "20260101000000_first", "--store").is(ExitCode.DONE);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve(".git"));
        assertThat(desk.typeIn(elsewhere, "plan", "--last", "2").is(ExitCode.DONE).out())
                .contains("DROP TABLE public.visits", "DROP TABLE public.users");
    }

    @Test
    void aKeptInverseForAnotherSchemaIsRefused() throws SQLException, IOException {
        desk.type("generate", NEXT, "--store").is(ExitCode.DONE);
        desk.execute("ALTER TABLE visits ADD COLUMN place text");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve(".git"));
        assertThat(desk.typeIn(elsewhere, "plan").is(ExitCode.NO).err())
                .startsWith("drift: ")
                .contains("what " + NEXT + " made is not as it was when its inverse was stored");
        assertThat(elsewhere.resolve("backout-plan.json")).doesNotExist();
    }

    @Test
    void whatIsNotStoredCannotBePlannedWithoutTheDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve(".git"));
        assertThat(desk.typeIn(elsewhere, "plan").is(ExitCode.NO).err())
                .startsWith("unproved: ")
                .contains("its inverse is not kept in the database");
    }

    @Test
    void anEditedScriptIsNotWhatRan() throws IOException {
        desk.migration(NEXT, "ALTER TABLE users DROP COLUMN nickname;");
        assertThat(desk.type("generate", NEXT, "--store").is(ExitCode.NO).err())
                .startsWith("unproved: " + NEXT + " was edited after it was applied");
        assertThat(desk.type("generate", NEXT, "--store", "--stdout").is(ExitCode.USAGE).err())
                .contains("--store writes no file");
    }
}
