package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Programs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// `verify` with the text of pg_dump as a second judge, and with migrations of another commit.
class VerifyDumpTest extends DeskScene {
    private static final int MAJOR = 15;
    private static final String FIRST =
            """
            CREATE TABLE users (id int PRIMARY KEY, name text DEFAULT 'nobody', note text);
            CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
            CREATE VIEW names AS SELECT shout(name) AS name FROM users;
            """;
    private static final String BAD = "DROP VIEW names; ALTER TABLE users DROP COLUMN name;";

    private final Path pgDump = Programs.required(MAJOR);

    VerifyDumpTest() {
        super(MAJOR);
    }

    @BeforeEach
    void backOut() throws SQLException, IOException {
        desk.write("backout.yaml", "backup: {pgDump: %s}\n".formatted(pgDump));
        desk.deploy("1_first", FIRST);
        desk.deploy("2_bad", BAD);
        desk.type("plan").is(ExitCode.DONE);
        desk.type("run", "--yes", "--backup", "none:a test").is(ExitCode.DONE);
        Files.move(folder.resolve("prisma/migrations/2_bad"), folder.resolve("reverted"));
    }

    @Test
    void pgDumpPrintsWhatItPrintsOfTheMigrationsAlone() {
        assertThat(desk.type("verify").is(ExitCode.DONE).out())
                .contains("whole:     ok", "pg_dump:   ok  pg_dump prints what it prints of the");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.DONE).out())
                .doesNotContain("pg_dump:");
    }

    @Test
    void pgDumpTellsWhatDiffers() throws SQLException {
        desk.execute("ALTER TABLE users ALTER name SET DEFAULT 'host=h password=hush'");
        desk.execute("CREATE VIEW later AS SELECT 1; DROP VIEW names");
        assertThat(desk.type("verify").is(ExitCode.NO).out())
                .contains("pg_dump:   NO  pg_dump does not print what it prints of the migrations")
                .contains("table public.users has \"name text DEFAULT 'host=h password=***")
                .contains("instead of \"name text DEFAULT 'nobody'::text\"")
                .contains("view public.later is left", "view public.names is missing")
                .doesNotContain("hush");
    }

    @Test
    void withoutAPgDumpThatFitsItIsNotCompared() throws IOException {
        desk.write("backout.yaml", "backup: {pgDump: /nowhere/pg_dump}\n");
        assertThat(desk.type("verify").is(ExitCode.DONE).out())
                .contains("pg_dump:    -  not compared: ", "/nowhere/pg_dump");
    }

    @Test
    void theMigrationsOfACommitAreRead() throws IOException, InterruptedException {
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "with the first");
        Files.delete(folder.resolve("prisma/migrations/1_first/migration.sql"));
        Files.delete(folder.resolve("prisma/migrations/1_first"));
        assertThat(desk.type("verify").is(ExitCode.DONE).out())
                .contains("not compared: migration 1_first is missing on disk");
        assertThat(desk.type("verify", "--git-ref", "main").is(ExitCode.DONE).out())
                .contains("whole:     ok", "pg_dump:   ok");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        assertThat(new ProcessBuilder(command).directory(folder.toFile()).start().waitFor())
                .isZero();
    }
}
