package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// What a person sees of a plan that holds its locks no longer than was asked for.
class MaxLockTest {
    private static JudgeServer server;

    @TempDir private Path folder;
    private Desk desk;

    @BeforeAll
    static void start() {
        server = JudgeServer.start(18);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() throws SQLException, IOException {
        desk = Desk.open(server, folder);
        desk.deploy("1_init", "CREATE TABLE users (id int PRIMARY KEY, legacy text NOT NULL);");
        desk.execute("INSERT INTO users SELECT g, 'l' || g FROM generate_series(1, 20000) g");
        desk.migration("2_bad", "ALTER TABLE users DROP COLUMN legacy;\n");
        desk.type("deploy").is(ExitCode.DONE);
    }

    @Test
    void valuesReturnWhileOthersWrite() {
        assertThat(
                        desk.type(
                                        "plan",
                                        "--max-lock",
                                        "150ms",
                                        "--fill",
                                        "public.users.legacy='x'")
                                .is(ExitCode.DONE)
                                .out())
                .contains(
                        """
                        online:     in one transaction the locks would be held for about 378 ms, and --max-lock is 150 ms
                        after:      20,000 values of public.users.legacy return in batches, about 600 ms; what is written there meanwhile stays
                        WAIT:       the old release may start when the run has ended, not before: until then public.users.legacy lacks values and constraints

                        SQL, one transaction:
                          ALTER TABLE public.users ADD COLUMN legacy text DEFAULT ('x');
                          -- 10 statements bring back and merge what the vault holds, whole in the plan file

                        SQL, in batches by the key, each a transaction of its own:
                          -- 3 statements fill rows of public.users.legacy, whole in the plan file

                        SQL, afterwards, each on its own (writes go on meanwhile):
                          ALTER TABLE public.users ADD CONSTRAINT users_legacy_not_null NOT NULL legacy NOT VALID;
                          ALTER TABLE public.users VALIDATE CONSTRAINT users_legacy_not_null;
                          ALTER TABLE public.users ALTER COLUMN legacy DROP DEFAULT;
                        """);

        assertThat(desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE).out())
                .contains("bring 20,000 values of public.users.legacy back, in batches")
                .contains("verified:");
    }

    @Test
    void whereThatCannotBeThereIsNoPlanAndTheReason() throws IOException {
        assertThat(desk.type("plan", "--max-lock", "150ms").is(ExitCode.NO).err())
                .startsWith(
                        "lock-budget: public.users would be locked for about 375 ms in one"
                            + " transaction, --max-lock is 150 ms, and it cannot be done online:"
                            + " 20,000 values of public.users.legacy: it is NOT NULL and has no"
                            + " default, and rows are inserted meanwhile: --fill"
                            + " public.users.legacy=SQL says what they get\n")
                .contains("  hint: nothing was planned; allow more, or leave --max-lock out");
        assertThat(folder.resolve("backout-plan.json")).doesNotExist();

        desk.write("backout.yaml", "maxLock: 150ms\n");
        desk.type("plan").is(ExitCode.NO);
        desk.type("plan", "--max-lock", "5s").is(ExitCode.DONE);
    }
}
