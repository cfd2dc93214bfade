package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;

/// Names that need quotes, of the history and of what migrations make, from `check` to `redo`, with
/// node-pg-migrate's own command line as the judge.
class QuotedNamesTest extends DeskScene {
    private static final String OPTIONS =
            "-t 'My Log.x' --migrations-schema 'we-ird.Schema' --create-migrations-schema";
    private static final String[] SAME = {
        "-t", "My Log.x", "--migrations-schema", "we-ird.Schema", "--create-migrations-schema"
    };
    private static final String HISTORY = "\"we-ird.Schema\".\"My Log.x\"";
    private static final String TABLE = "\"Odd \"\"s\"\".x\".\"T.able \"\"q\"\" x\"";

    private final NodePgCli cli = NodePgCli.required();

    QuotedNamesTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.nodePg(server, folder);
    }

    @BeforeEach
    void write() throws IOException {
        cli.into(folder);
        desk.write(
                "package.json",
                "{\"scripts\": {\"up\": \"node-pg-migrate up %s\"}}".formatted(OPTIONS));
        desk.write(
                "migrations/1_first one.sql",
                """
                CREATE SCHEMA "Odd ""s"".x";
                CREATE TYPE "Odd ""s"".x"."a-type" AS ENUM ('it''s', 'B "c"');
                CREATE TABLE "Odd ""s"".x"."T.able ""q"" x" (
                    "Id.x" int CONSTRAINT "p-key" PRIMARY KEY,
                    "Col ""c"".d" "Odd ""s"".x"."a-type" DEFAULT 'it''s');
                INSERT INTO "Odd ""s"".x"."T.able ""q"" x" VALUES (1), (2);
                """);
        desk.write(
                "migrations/2_Second.Step.js",
                """
                exports.up = (pgm) => {
                    const table = { schema: 'Odd "s".x', name: 'T.able "q" x' };
                    pgm.dropColumn(table, 'Col "c".d');
                    pgm.addColumn(table, { 'New-Col "n" ': { type: 'text', notNull: true, default: "it's" } });
                    pgm.addConstraint(table, 'Check "1".x', { check: '"Id.x" > 0' });
                    pgm.sql('CREATE INDEX "Ix ""a"".b" ON "Odd ""s"".x"."T.able ""q"" x" ("New-Col ""n"" ")');
                    pgm.createTable('User.Data', { 'Key-1': 'id', 'user': { type: 'int', notNull: true } });
                };
                """);
    }

    @Test
    void fromCheckToRedo() throws SQLException {
        assertThat(desk.type("check").is(ExitCode.NO).out())
                .containsPattern("ok  1_first one +proved")
                .containsPattern("NO  2_Second.Step +proved +destructive")
                .contains("loses column " + TABLE + ".\"Col \"\"c\"\".d\"");
        assertThat(cli("up", "1").exit()).isZero();
        assertThat(desk.type("deploy").is(ExitCode.DONE).out())
                .contains("kept 2 values of " + TABLE + ".\"Col \"\"c\"\".d\"");
        assertThat(cli("up").output()).contains("No migrations to run!");
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("2 applied  (" + HISTORY + ")", "as the history says");
        desk.type("plan", "--last", "1").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(names()).isEqualTo("1_first one");
        assertThat(desk.value("SELECT count(\"Col \"\"c\"\".d\") FROM " + TABLE)).isEqualTo("2");
        assertThat(cli("up", "--dry-run").output())
                .contains("> - 2_Second.Step")
                .doesNotContain("> - 1_first one");
        desk.type("redo", "--yes").is(ExitCode.DONE);
        assertThat(names()).isEqualTo("1_first one,2_Second.Step");
        assertThat(cli("up").output()).contains("No migrations to run!");
    }

    private @Nullable String names() throws SQLException {
        return desk.value("SELECT string_agg(name, ',' ORDER BY run_on, id) FROM " + HISTORY);
    }

    private ProgramResult cli(String action, String... more) {
        String[] words = new String[1 + SAME.length + more.length];
        words[0] = action;
        System.arraycopy(SAME, 0, words, 1, SAME.length);
        System.arraycopy(more, 0, words, 1 + SAME.length, more.length);
        return cli.run(folder, desk.url(), words);
    }
}
