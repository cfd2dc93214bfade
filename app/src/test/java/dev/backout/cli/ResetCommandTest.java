package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;

/// `reset` as it is typed: what it refuses, and what it leaves.
class ResetCommandTest extends DeskScene {
    private static final String OTHER = "postgresql://u:hush@db.example.com/other";

    ResetCommandTest() {
        super(18);
    }

    @BeforeEach
    void deploy() throws SQLException, IOException {
        environment("development", false, desk.url());
        desk.deploy("1 first", "CREATE TABLE users (id int PRIMARY KEY);");
        desk.deploy("2 second", "ALTER TABLE users ADD COLUMN email text;");
        desk.execute("INSERT INTO users VALUES (1, 'a'); CREATE TABLE by_hand (id int)");
        desk.migration("3 third", "CREATE TABLE later (id int);");
    }

    @Test
    void whatTheMigrationsMakeIsAllThatIsLeft() throws SQLException {
        assertThat(desk.type("reset", "--yes").is(ExitCode.DONE).out())
                .contains("drops:     schema public with 3 tables", "about 3 rows")
                .contains("applying:  3 third (3 of 3)", "applied:   3 migrations", "done:");
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("0");
        assertThat(desk.value("SELECT to_regclass('by_hand')::text")).isNull();
        assertThat(desk.value("SELECT to_regclass('later')::text")).isEqualTo("later");
        assertThat(desk.value("SELECT to_regnamespace('backout')::text")).isNull();
        assertThat(desk.type("deploy").is(ExitCode.DONE).out()).contains("no pending migrations");
    }

    @Test
    void upToAMigration() throws SQLException {
        assertThat(desk.type("reset", "--yes", "--to", "1 first").is(ExitCode.DONE).out())
                .contains("applies:   1 migration, up to 1 first");
        assertThat(desk.columns()).isEqualTo("id");
        assertThat(desk.type("reset", "--yes", "--to", "1 frist").is(ExitCode.USAGE).err())
                .contains("migration-unknown: there is no migration 1 frist", "did you mean");
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws SQLException {
        assertThat(desk.type("reset", "--dry-run", "--json").is(ExitCode.DONE).out())
                .contains("\"done\" : false", "\"tables\" : 3", "\"3 third\"");
        assertThat(desk.type("reset", "--dry-run").is(ExitCode.DONE).out())
                .contains("dry run:   nothing was changed");
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("1");
    }

    @Test
    void itSeedsTheDatabaseThatWasReset() throws SQLException, IOException {
        desk.write("package.json", "{\"prisma\": {\"seed\": \"sh seed.sh one\"}}");
        desk.write("seed.sh", "echo \"$1 $DATABASE_URL\" | sed 's/?.*//'; exit 0");
        desk.set("DATABASE_URL", OTHER);
        assertThat(desk.type("reset", "--env", "development", "--yes").is(ExitCode.DONE).out())
                .contains("seed:      sh seed.sh one")
                .contains("one ", "/" + desk.database())
                .doesNotContain("hush");
        assertThat(
                        desk.type("reset", "--env", "development", "--yes", "--no-seed")
                                .is(ExitCode.DONE)
                                .out())
                .contains("seed:      none")
                .doesNotContain("seeding");
        desk.write("seed.sh", "echo no; exit 7");
        assertThat(
                        desk.type("reset", "--env", "development", "--yes", "--json")
                                .is(ExitCode.STEP_FAILED)
                                .err())
                .contains("step-failed: the seed ended with status 7: sh seed.sh one");
    }

    @Test
    void productionAndWhatNobodyNamesAreRefused() throws SQLException, IOException {
        environment("live", true, desk.url());
        refused("is production (environment live)");
        desk.write(
                "backout.yaml",
                "environments:\n  development:\n    url: %s\n    production: false\n"
                                .formatted(desk.url())
                        + "  live:\n    url: %s\n".formatted(desk.url()));
        refused("environment development and environment live, which is production, name");
        environment("development", false, OTHER);
        refused("no environment of backout.yaml names");
        desk.write("backout.yaml", "");
        refused("so it is treated as production");
    }

    private void refused(String why) throws SQLException {
        String environment = why.startsWith("environment development") ? "development" : null;
        Desk.Answer answer =
                environment == null
                        ? desk.answer(desk.database(), "reset", "--yes", "--drop-records")
                        : desk.answer(desk.database(), "reset", "--yes", "--env", environment);
        assertThat(answer.is(ExitCode.NO).err()).startsWith("database-protected: ").contains(why);
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("1");
    }

    @Test
    void nothingThatWasKeptGoesUntold() throws SQLException, IOException {
        desk.migration("4 drop", "ALTER TABLE users DROP COLUMN email;");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        assertThat(desk.type("reset", "--yes").is(ExitCode.NO).err())
                .startsWith("records-in-the-way: schema backout records 0 runs and keeps 1 capture")
                .contains("--drop-records");
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("1");
        assertThat(desk.type("reset", "--yes", "--drop-records").is(ExitCode.DONE).out())
                .contains("drops:     schema backout: 0 runs, 1 capture");
        assertThat(desk.value("SELECT to_regnamespace('backout')::text")).isNull();
        // What the migrations themselves destroy on the way is not kept: the next needs no word.
        desk.type("reset", "--yes").is(ExitCode.DONE);
    }

    @Test
    void theNameIsAskedForAndNeededOnAnotherMachine() throws SQLException, IOException {
        assertThat(desk.answer("other", "reset").is(ExitCode.USAGE).err())
                .contains("All data of it will be lost.", "not-confirmed");
        assertThat(desk.type("reset").is(ExitCode.USAGE).err()).startsWith("not-confirmed: reset");
        String elsewhere = desk.url().replace("localhost", "0.0.0.0");
        environment("development", false, elsewhere);
        desk.set("DATABASE_URL", elsewhere);
        assertThat(desk.type("reset", "--yes").is(ExitCode.USAGE).err())
                .contains("is not on this machine, so --yes is not enough");
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("1");
        desk.answer(desk.database(), "reset", "--yes").is(ExitCode.DONE);
        assertThat(desk.value("SELECT count(*)::text FROM users")).isEqualTo("0");
    }

    @Test
    void aMigrationThatFailsLeavesWhatPrismaLeaves() throws SQLException, IOException {
        desk.migration("3 third", "SELECT 1;\nSELECT 1/0;");
        assertThat(desk.type("reset", "--yes").is(ExitCode.STEP_FAILED).err())
                .startsWith("step-failed: 3 third failed: division by zero (SQLSTATE 22012)");
        assertThat(
                        desk.value(
                                "SELECT (finished_at IS NULL)::text FROM _prisma_migrations WHERE"
                                        + " logs LIKE '%division by zero%'"))
                .isEqualTo("true");
        desk.migration("3 third", "BEGIN;\nSELECT 1;");
        assertThat(desk.type("reset", "--yes").is(ExitCode.STEP_FAILED).err())
                .contains("3 third leaves a transaction open");
        desk.migration("3 third", "SELECT 1;");
        desk.type("reset", "--yes").is(ExitCode.DONE);
    }

    @Test
    void nodePgMigrateIsResetAsWellAndSupabaseIsNot() throws SQLException, IOException {
        Desk other = Desk.nodePg(server, folder.resolve("node"));
        other.write("migrations/1_first.sql", "CREATE TABLE users (id int);");
        other.write(
                "backout.yaml",
                "environments:\n  dev:\n    url: %s\n    production: false\n"
                        .formatted(other.url()));
        other.type("deploy", "--no-proof").is(ExitCode.DONE);
        other.execute("INSERT INTO users VALUES (1)");
        other.type("reset", "--yes").is(ExitCode.DONE);
        assertThat(
                        other.value(
                                "SELECT count(*) || ' ' || (SELECT count(*) FROM pgmigrations)"
                                        + " FROM users"))
                .isEqualTo("0 1");
        other.drop();
        assertThat(desk.type("reset", "--tool", "supabase", "--yes").is(ExitCode.USAGE).err())
                .contains("supabase db reset does it");
    }

    private void environment(String name, boolean production, String url) throws IOException {
        desk.write(
                "backout.yaml",
                "environments:\n  %s:\n    url: %s\n    production: %s\n"
                        .formatted(name, url, production));
    }
}
