package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/// `verify` as it is typed, about runs that really happened.
class VerifyCommandTest extends DeskScene {
    private static final String BAD = "20260102000000_nick";
    private static final String QUERIES =
            """
            verify:
              - name: everybody has a name
                sql: select count(*) from users where name is null
                expect: 0
              - name: there are users
                sql: select exists (select from users)
                expect: true
            """;

    VerifyCommandTest() {
        super(18);
    }

    @BeforeEach
    void backOut() throws SQLException, IOException {
        desk.deploy(
                "20260101000000_first", "CREATE TABLE users (id int PRIMARY KEY, name text);\n");
        desk.deploy(BAD, "ALTER TABLE users RENAME COLUMN name TO nick;\n");
        desk.execute("INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob')");
        desk.type("plan").is(ExitCode.DONE);
        desk.type("run", "--yes").is(ExitCode.DONE);
        Files.move(folder.resolve("prisma/migrations/" + BAD), folder.resolve("reverted"));
    }

    @Test
    void allIsWell() throws IOException {
        desk.write("backout.yaml", QUERIES);
        String out = desk.type("verify", "--no-pg-dump").is(ExitCode.DONE).out();
        assertThat(out)
                .contains("run:       ok  done, " + BAD)
                .containsPattern("schema:    ok  \\d+ objects that the run is about")
                .contains("whole:     ok  the schema is what the migrations of the history lead to")
                .contains("history:   ok  public._prisma_migrations says what it has to of " + BAD)
                .contains("rows:      ok  public.users: 2 rows, all as when the run ended")
                .contains("query:     ok  everybody has a name: 0")
                .contains("query:     ok  there are users: true")
                .contains("prisma:     -  not compared: there is no node_modules/.bin/prisma")
                .contains("verified:  7 of 7, 1 could not be compared");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException, SQLException {
        desk.write("backout.yaml", QUERIES.replace("is null", "= 'Ann'"));
        desk.execute("ALTER TABLE users ADD COLUMN later int");
        desk.execute("CREATE TABLE elsewhere (id int)");
        desk.execute("DELETE FROM backout.bar");
        String out = desk.type("verify", "--no-pg-dump").is(ExitCode.NO).out();
        assertThat(out)
                .containsPattern(
                        "schema:    NO  not as it has to be\\n +column public.users.later is left")
                .contains("whole:     NO  the schema is not what")
                .contains("table public.elsewhere")
                .contains("migration " + BAD + " is not barred")
                .contains("query:     NO  everybody has a name: expected 0, found 1")
                .contains("WRONG:     4 of 6, 1 could not be compared");
    }

    @Test
    void whatCameLaterIsNamed() throws IOException, SQLException {
        assertThat(desk.type("verify", "--no-pg-dump", "--no-drift").is(ExitCode.DONE).out())
                .doesNotContain("since then");
        desk.deploy("20260103000000_later", "ALTER TABLE users ADD COLUMN later int;\n");
        assertThat(desk.type("verify", "--no-pg-dump", "--no-drift").is(ExitCode.NO).out())
                .contains("run:           since then: migration 20260103000000_later was applied")
                .contains("column public.users.later is left");
    }

    @Test
    void aQueryThatFailsIsAFindingAndChangesNothing() throws IOException, SQLException {
        desk.write(
                "backout.yaml",
                """
                verify:
                  - sql: select nothing_of_that_name
                    expect: 1
                  - {name: deletes, sql: "with gone as (delete from users returning 1) select count(*) from gone", expect: 2}
                  - {name: casts, sql: "select name::int from users limit 1", expect: 2}
                  - {name: two, sql: "select id from users", expect: 1}
                  - {name: none, sql: "select null::int", expect: "NULL"}
                """);
        String out =
                desk.type("verify", "--no-pg-dump", "--no-drift", "--no-prisma")
                        .is(ExitCode.NO)
                        .out();
        assertThat(out)
                .contains("NO  select nothing_of_that_name: it failed: column", "SQLSTATE 42703")
                .contains("NO  deletes: it failed: cannot execute SELECT in a read-only")
                .contains("NO  casts: it failed: invalid input syntax for type integer (SQLSTATE")
                .contains("NO  two: it has to answer one value, and answers several rows")
                .contains("ok  none: NULL")
                .doesNotContain("Ann");
    }

    @Test
    void queriesOfTheEnvironmentReplaceTheOthers() throws IOException {
        desk.write(
                "backout.yaml",
                QUERIES
                        + """
                        environments:
                          here:
                            url: ${env:DATABASE_URL}
                            verify:
                              - {name: mine, sql: select 47, expect: 47}
                        """);
        String out = desk.type("verify", "--no-pg-dump", "--no-drift").is(ExitCode.DONE).out();
        assertThat(out).contains("query:     ok  mine: 47").doesNotContain("everybody");
        desk.write("backout.yaml", "verify:\n  - {sql: 'select 1; select 2', expect: 1}\n");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.USAGE).err())
                .contains("backout.yaml: verify[0].sql is one statement");
        desk.write("backout.yaml", "verify:\n  - {sql: select 1}\n");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.USAGE).err())
                .contains("verify[0].expect is missing");
    }

    @Test
    void rowsAreHeldAgainstTheEndOfTheRun() throws SQLException {
        desk.execute("UPDATE users SET name = name || '!' WHERE id = 1");
        assertThat(desk.type("verify", "--no-pg-dump", "--no-drift").is(ExitCode.DONE).out())
                .contains(
                        "rows:          public.users: 2 rows; 2 when the run ended, and not the"
                                + " same ones");
        desk.execute("DELETE FROM users");
        assertThat(desk.type("verify", "--no-pg-dump", "--no-drift").is(ExitCode.NO).out())
                .contains("rows:      NO  public.users: 0 rows; 2 when the run ended");
    }

    @Test
    void jsonSaysTheSame() throws IOException, SQLException {
        desk.execute("UPDATE users SET name = name || '!' WHERE id = 1");
        JsonNode json =
                new JsonMapper().readTree(desk.type("verify", "--no-pg-dump", "--json").out());
        assertThat(json.get("good").asBoolean()).isTrue();
        assertThat(json.at("/run/migrations/0").asText()).isEqualTo(BAD);
        assertThat(json.at("/checks/1/kind").asText()).isEqualTo("schema");
        assertThat(json.at("/checks/1/outcome").asText()).isEqualTo("good");
        assertThat(json.findValuesAsText("outcome")).contains("fact", "not-compared");
    }

    @Test
    void prismasOwnWordCounts() throws IOException {
        prisma("7.10.1", 0, "");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.DONE).out())
                .contains(
                        "prisma:    ok  prisma 7.10.1 finds nothing that differs from"
                                + " prisma/schema.prisma");
        assertThat(Files.readString(folder.resolve("said")))
                .contains("migrate diff --exit-code --config ")
                .contains("--from-config-datasource --to-schema ")
                .doesNotContain("postgresql://")
                .contains("?schema=public");
        prisma("6.19.0", 2, "[*] Changed the `users` table");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.NO).out())
                .contains("prisma:    NO  prisma 6.19.0: the database would have to change")
                .contains("[*] Changed the `users` table");
        assertThat(Files.readString(folder.resolve("said")))
                .contains("--from-schema-datasource ", "--to-schema-datamodel ");
        prisma("7.10.1", 1, "Error: P1001");
        assertThat(desk.type("verify", "--no-pg-dump").is(ExitCode.DONE).out())
                .contains("prisma:     -  not compared: prisma 7.10.1 failed: Error: P1001");
    }

    @Test
    void aRunThatIsNotThereIsTold() throws SQLException, IOException {
        assertThat(desk.type("verify", "--no-pg-dump", "01XXX").is(ExitCode.USAGE).err())
                .startsWith("run-unknown: there is no run 01XXX");
        Path other = Files.createDirectories(folder.resolve("other"));
        assertThat(Desk.open(server, other).type("verify", "--no-pg-dump").is(ExitCode.USAGE).err())
                .startsWith("run-unknown: there are no runs in ");
    }

    /// Something that is called as Prisma is, and writes down how.
    private void prisma(String version, int exit, String output) throws IOException {
        desk.write(
                "node_modules/prisma/package.json",
                "{\"x\": {\"version\": \"no\"}, \"version\": \"%s\"}".formatted(version));
        desk.write(
                "node_modules/.bin/prisma",
                """
                #!/bin/sh
                { echo "$@"; echo "$BACKOUT_VERIFY_URL" | sed 's/.*?/?/'; } > said
                echo '%s'
                exit %d
                """
                        .formatted(output, exit));
        Files.setPosixFilePermissions(
                folder.resolve("node_modules/.bin/prisma"),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
