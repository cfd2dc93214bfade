package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// SQL migrations of node-pg-migrate from `check` to `redo`, with its own command line as the
/// judge.
class NodePgSqlTest extends DeskScene {
    private static final String USERS =
            """
            -- Up Migration
            CREATE TABLE users (id serial PRIMARY KEY, name text);
            INSERT INTO users (name) VALUES ('ann'), ('bob');
            -- Down Migration
            DROP TABLE users;
            """;
    private static final String DROPS =
            """
            -- up migration
            ALTER TABLE users DROP COLUMN name;
            -- Down Migration
            """;

    private final NodePgCli cli = NodePgCli.required();

    NodePgSqlTest() {
        super(15);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.nodePg(server, folder);
    }

    @BeforeEach
    void write() throws IOException {
        desk.write("migrations/1_users.sql", USERS);
        desk.write("migrations/2_drops.sql", DROPS);
    }

    @Test
    void checkFindsTheToolAndJudgesItsDowns() {
        Desk.Answer said = desk.type("check").is(ExitCode.NO);
        assertThat(said.out())
                .contains("tool: node-pg-migrate (package.json has node-pg-migrate)")
                .contains("migrations: migrations (the usual place)")
                .containsPattern("ok  1_users +proved .* rollback file proved")
                .containsPattern("NO  2_drops +proved .* rollback file empty");
    }

    @Test
    void generateWritesThePartBehindTheMarker() throws IOException {
        desk.type("generate", "2_drops").is(ExitCode.DONE);
        assertThat(Files.readString(folder.resolve("migrations/2_drops.sql")))
                .startsWith(
                        "-- up migration\nALTER TABLE users DROP COLUMN name;\n\n-- Down Migration")
                .contains("ALTER TABLE public.users ADD COLUMN name text;");
        assertThat(desk.type("check").is(ExitCode.DONE).out()).contains("rollback file proved");
    }

    @Test
    void generateAsMigrationIsOneOfTheToolsOwn() throws IOException {
        desk.type("generate", "2_drops", "--as-migration").is(ExitCode.DONE);
        Path made = made();
        assertThat(made.getFileName().toString()).matches("\\d{13}_revert-drops\\.sql");
        assertThat(Files.readString(made))
                .startsWith("-- Up Migration\n")
                .endsWith("-- Down Migration\n\nALTER TABLE users DROP COLUMN name;\n");
        assertThat(desk.type("check").out())
                .containsPattern("\\d{13}_revert-drops +proved .* rollback file proved");
        assertThat(cli("up").exit()).isZero();
        assertThat(cli("down").exit()).isZero();
    }

    private Path made() throws IOException {
        try (var files = Files.list(folder.resolve("migrations"))) {
            return files.filter(file -> file.toString().contains("revert"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void itsOwnUpGoesOnAfterARun() throws SQLException {
        assertThat(cli("up").exit()).isZero();
        desk.type("plan", "--last", "1").is(ExitCode.DONE);
        Desk.Answer run = desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(run.out())
                .contains("nothing bars it, since public.pgmigrations holds no checksum")
                .doesNotContain("prisma", "unbar");
        assertThat(names()).isEqualTo("1_users");
        assertThat(desk.type("verify").is(ExitCode.DONE).out())
                .contains("pg_dump:   ok", "whole:     ok");
        assertThat(cli("up", "--dry-run").output()).contains("> - 2_drops").doesNotContain("1_u");
        assertThat(cli("up").exit()).isZero();
        assertThat(names()).isEqualTo("1_users,2_drops");
        assertThat(desk.type("status").is(ExitCode.DONE).out()).contains("2 applied");
    }

    @Test
    void backToAMigrationWhichStays() throws SQLException, IOException {
        desk.write("migrations/3_more.sql", "CREATE TABLE more (id int);");
        assertThat(cli("up").exit()).isZero();
        desk.type("plan", "--to", "1_users").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(names()).isEqualTo("1_users");
        assertThat(cli("redo").exit()).isZero();
        assertThat(names()).isEqualTo("1_users,2_drops,3_more");
    }

    @Test
    void deployKeepsWhatUpWouldDestroy() throws SQLException {
        assertThat(cli("up", "1").exit()).isZero();
        assertThat(desk.type("deploy").is(ExitCode.DONE).out())
                .contains("kept 2 values of public.users.name");
        assertThat(cli("up").output()).contains("No migrations to run!");
        desk.type("plan").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(desk.value("SELECT string_agg(name, ',' ORDER BY id) FROM users"))
                .isEqualTo("ann,bob");
        desk.type("redo", "--yes").is(ExitCode.DONE);
        assertThat(names()).isEqualTo("1_users,2_drops");
        assertThat(cli("down").exit()).isZero();
    }

    @Test
    void aFirstDeploymentMakesTheHistoryAsTheToolDoes() throws SQLException {
        desk.type("deploy").is(ExitCode.DONE);
        assertThat(names()).isEqualTo("1_users,2_drops");
        assertThat(cli("up").output()).contains("No migrations to run!");
        assertThat(cli("down").exit()).isZero();
    }

    private @Nullable String names() throws SQLException {
        return desk.value("SELECT string_agg(name, ',' ORDER BY run_on, id) FROM pgmigrations");
    }

    private ProgramResult cli(String... arguments) {
        return cli.run(folder, desk.url(), arguments);
    }
}
