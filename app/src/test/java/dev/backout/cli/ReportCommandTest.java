package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;
import dev.backout.migration.Script;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// `report` as it is typed, about a run that really happened; the migration has a hostile name.
class ReportCommandTest {
    private static final String BAD = "20260102_a|b`<i>";
    private static final String NO_BACKUP = "none:a test";
    private static final String FIRST = "CREATE TABLE users (id int PRIMARY KEY, name text);\n";
    private static final String SECOND = "ALTER TABLE users ADD COLUMN nick text;\n";

    @TempDir private static Path folder;
    private static JudgeServer server;
    private static String database;
    private static String run;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void backOut() throws SQLException, IOException {
        server = JudgeServer.shared(18);
        database = server.createDatabase();
        Files.createDirectories(folder.resolve(".git"));
        execute(
                """
                CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                    checksum varchar(64) NOT NULL, finished_at timestamptz,
                    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                    started_at timestamptz NOT NULL DEFAULT now(),
                    applied_steps_count integer NOT NULL DEFAULT 0)\
                """);
        apply("20260101_first", FIRST);
        apply(BAD, SECOND);
        execute("INSERT INTO users VALUES (1, 'Ann', 'an')");
        Files.writeString(
                folder.resolve("prisma/schema.prisma"),
                "datasource db {\n  provider = \"postgresql\"\n}\n");
        ReportCommandTest test = new ReportCommandTest();
        assertThat(test.backout("plan", "--strategy", "inverse")).isEqualTo(ExitCode.DONE);
        assertThat(test.backout("run", "backout-plan.json", "--yes", "--backup", NO_BACKUP))
                .as(text(test.err))
                .isEqualTo(ExitCode.DONE);
        run = test.newest();
    }

    @Test
    void markdownIsReadyToBePasted() {
        assertThat(backout("report", run, "--incident", "INC-4711")).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .startsWith("# Backed out: ``20260102_a|b`<i>``\n\n## Summary\n")
                .contains("| incident | `INC-4711` |")
                .contains("``20260102_a\\|b`<i>`` was applied |")
                .contains("```sql\nALTER TABLE users ADD COLUMN nick text;\n```")
                .contains("```sql\nALTER TABLE public.users DROP COLUMN nick;\n```")
                .contains("nobody reads or writes `public.users`")
                .contains("| `column public.users.nick` | 1 value of a column that goes |")
                .contains("a test")
                .contains("## What was verified\n\n- ")
                .contains("_To be filled in: ");
    }

    @Test
    void jsonHoldsTheRecords() throws IOException {
        assertThat(backout("report", run.substring(0, 20), "--json")).isEqualTo(ExitCode.DONE);
        JsonNode json = new JsonMapper().readTree(text(out));
        assertThat(json.get("run").get("run").asText()).isEqualTo(run);
        assertThat(json.at("/migrations/0/name").asText()).isEqualTo(BAD);
        assertThat(json.at("/migrations/0/script").asText()).isEqualTo(SECOND);
        assertThat(json.at("/plan/hash").asText()).isEqualTo(json.at("/run/planHash").asText());
        assertThat(json.get("steps").size()).isGreaterThan(1);
        assertThat(json.get("journal").size()).isGreaterThan(2);
    }

    @Test
    void htmlGoesIntoAFileOfItsOwn() throws IOException {
        assertThat(backout("report", run, "--format", "html", "--out", "run.html"))
                .isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo("written: run.html" + System.lineSeparator());
        assertThat(Files.readString(folder.resolve("run.html")))
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>Backed out: <code>20260102_a|b`&lt;i&gt;</code></h1>")
                .doesNotContain("<i>");
    }

    @Test
    void theTeamsOwnTemplateIsFilled() throws IOException {
        Files.writeString(
                folder.resolve("ours.md"), "Incident {{incident}}: {{title}}\n\n{{follow-ups}}\n");
        assertThat(backout("report", run, "--template", "ours.md", "--incident", "X-1"))
                .isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .startsWith("Incident `X-1`: Backed out: ``20260102_a|b`<i>``\n\n- [ ] Revert ");
        Files.writeString(folder.resolve("odd.md"), "{{nobody}}");
        assertThat(backout("report", run, "--template", "odd.md")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .startsWith("usage: odd.md has a placeholder {{nobody}} that does not exist");
        assertThat(backout("report", run, "--template", "none.md")).isEqualTo(ExitCode.USAGE);
        assertThat(backout("report", run, "--template", "ours.md", "--json"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRunThatDoesNotExistIsTold() {
        assertThat(backout("report", "01XXXX")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("run-unknown: there is no run 01XXXX in this database");
    }

    @Test
    void aRunThatFailedAndWasGivenUpIsWrittenUpToo() throws SQLException, IOException {
        assertThat(backout("unbar", BAD, "--yes")).isEqualTo(ExitCode.DONE);
        apply(BAD, SECOND);
        assertThat(backout("plan", "--strategy", "inverse", "--out", "again.json"))
                .isEqualTo(ExitCode.DONE);
        try (Connection other = server.connect(database);
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'reports'");
            statement.execute("BEGIN; SELECT FROM users");
            assertThat(
                            backout(
                                    "run",
                                    "again.json",
                                    "--yes",
                                    "--backup",
                                    NO_BACKUP,
                                    "--retries",
                                    "0",
                                    "--lock-timeout",
                                    "100ms",
                                    "--incident",
                                    "INC-7"))
                    .isEqualTo(ExitCode.STEP_FAILED);
        }
        String failed = newest();
        assertThat(backout("report", failed)).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .contains("# Not finished: backing out ``20260102_a|b`<i>``")
                .contains("| incident | `INC-7` |")
                .contains("failed", "(reports, ", "behind pid ")
                .contains("- [ ] Bring the run to an end: `backout resume " + failed)
                .contains("was applied |");

        assertThat(backout("abort", failed, "--yes")).isEqualTo(ExitCode.DONE);
        out.reset();
        assertThat(backout("report", failed)).isEqualTo(ExitCode.DONE);
        assertThat(text(out))
                .startsWith("# Given up: backing out ``20260102_a|b`<i>``")
                .contains("what it would lose is still there")
                .doesNotContain("was live for");
    }

    private String newest() throws IOException {
        out.reset();
        assertThat(backout("runs", "--json")).isEqualTo(ExitCode.DONE);
        String id = new JsonMapper().readTree(text(out)).at("/runs/0/run").asText();
        out.reset();
        return id;
    }

    private ExitCode backout(String... arguments) {
        Shell shell =
                new Shell(
                        folder,
                        Map.of("DATABASE_URL", server.plainUrl(database)),
                        new ByteArrayInputStream(new byte[0]),
                        stream(out),
                        stream(err),
                        Shell.Terminals.NONE);
        return new Backout(shell).run(arguments);
    }

    private static void apply(String name, String sql) throws IOException, SQLException {
        Path migration = folder.resolve("prisma/migrations").resolve(name);
        Files.createDirectories(migration);
        Files.writeString(migration.resolve("migration.sql"), sql);
        execute(sql);
        execute(
                "INSERT INTO _prisma_migrations VALUES ('%s', '%s', now(), '%s', NULL, NULL, now(), 1)"
                        .formatted(
                                name, Script.sha256(sql.getBytes(StandardCharsets.UTF_8)), name));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream from) {
        return from.toString(StandardCharsets.UTF_8);
    }
}
