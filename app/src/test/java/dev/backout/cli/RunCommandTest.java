package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `run`, `runs` and `unbar` as they are typed.
class RunCommandTest {
    private static final String BAD = "2 bad";
    private static final String SETUP =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64),
                finished_at timestamptz, migration_name varchar(255), logs text,
                rolled_back_at timestamptz, started_at timestamptz DEFAULT now(),
                applied_steps_count integer DEFAULT 0);
            CREATE TABLE users (id int PRIMARY KEY, nickname text);
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', now(), '1 first', NULL, NULL, now(), 1),
                ('2', 'c2', now(), '2 bad', NULL, NULL, now(), 1)
            """;

    private static JudgeServer server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder;
    private String database;

    @BeforeAll
    static void start() {
        server = JudgeServer.shared(18);
    }

    @BeforeEach
    void plan() throws SQLException, IOException {
        Files.createDirectories(folder.resolve(".git"));
        database = server.createDatabase();
        execute(SETUP);
        String copy = server.createDatabase(database);
        try (Connection live = connect(database);
                Connection twin = connect(copy)) {
            PlanFiles.write(
                    PlanMaker.make(
                            live,
                            twin,
                            Prisma.usual(),
                            new UndoneMigration(BAD, List.of("2"), List.of("c2")),
                            List.of("ALTER TABLE public.users DROP COLUMN nickname")),
                    folder.resolve("plan.json"));
        }
        server.dropDatabase(copy);
    }

    @AfterEach
    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    @Test
    void carriesThePlanOutAndTellsWhatIsNext() throws SQLException {
        assertThat(run("run", "plan.json", "--yes")).isEqualTo(ExitCode.DONE);

        assertThat(text(out))
                .contains("plan:      plan.json", "for database " + database)
                .contains("backs out: 2 bad", "locks:     public.users: nobody reads or writes")
                .contains("done:      run ", "1 statement in", "1 row left the history")
                .contains("verified:  the schema")
                .contains("next:\n  1. revert the commit that brought 2 bad")
                .contains("schema.prisma", "npx prisma generate", "cached plan must not change")
                .contains("RECONNECT", "backout unbar '2 bad'")
                .doesNotContain("secret");
        assertThat(text(err)).isEmpty();
        assertThat(columns()).isEqualTo("id");
    }

    @Test
    void namesTheDirectoryWhenAProjectIsAround() throws IOException {
        Path schema = folder.resolve("prisma/schema.prisma");
        Files.createDirectories(folder.resolve("prisma/migrations"));
        Files.writeString(schema, "datasource db {\n  provider = \"postgresql\"\n}\n");
        assertThat(run("run", "plan.json", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("that brought prisma/migrations/2 bad;");
    }

    @Test
    void printsEventsAndTheResultForMachines() throws IOException {
        assertThat(run("run", "plan.json", "--yes", "--json")).isEqualTo(ExitCode.DONE);
        List<JsonNode> events = new ArrayList<>();
        for (String line : text(out).lines().toList()) {
            events.add(new JsonMapper().readTree(line));
        }
        assertThat(events)
                .extracting(event -> event.get("event").asText())
                .containsExactly(
                        "run", "step", "step", "try", "statement", "committed", "step", "result");
        JsonNode report = events.getLast();
        assertThat(report.get("database").asText()).isEqualTo(database);
        assertThat(report.get("migrations").get(0).asText()).isEqualTo(BAD);
        assertThat(report.get("removedRows").asInt()).isEqualTo(1);
        assertThat(report.get("deviations")).isEmpty();
        assertThat(report.get("next")).hasSize(5);

        out.reset();
        assertThat(run("runs", "--json")).isEqualTo(ExitCode.DONE);
        JsonNode runs = new JsonMapper().readTree(text(out)).get("runs");
        assertThat(runs.get(0).get("run")).isEqualTo(report.get("run"));
        assertThat(runs.get(0).get("migrations").get(0).asText()).isEqualTo(BAD);
    }

    @Test
    void withoutATerminalItWantsYes() throws SQLException {
        assertThat(run("run", "plan.json")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .isEqualTo(
                        """
                        not-confirmed: run changes a database, and there is no terminal to confirm it on
                          hint: nothing was executed; --yes confirms beforehand
                        """);
        assertThat(columns()).isEqualTo("id,nickname");
    }

    @Test
    void onATerminalTheNameIsTyped() throws SQLException {
        assertThat(typed("shop\n")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .contains("This is PRODUCTION. Type the name of the database to go on: ")
                .contains("not-confirmed: the name that was typed is not " + database);
        assertThat(typed("")).isEqualTo(ExitCode.USAGE);
        assertThat(columns()).isEqualTo("id,nickname");

        assertThat(typed(database + "\n")).isEqualTo(ExitCode.DONE);
        assertThat(text(err)).contains("1/1 ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(columns()).isEqualTo("id");
    }

    @Test
    void anEditedPlanIsRefused() throws IOException, SQLException {
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replace("nickname\"", "id\""));
        assertThat(run("run", "plan.json", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("plan-invalid: ").contains("was edited");
        assertThat(columns()).isEqualTo("id,nickname");
    }

    @Test
    void aStalePlanIsANo() throws SQLException {
        execute("ALTER TABLE users ADD more int");
        assertThat(run("run", "plan.json", "--yes")).isEqualTo(ExitCode.NO);
        assertThat(text(err))
                .startsWith(
                        "plan-stale: database %s is no longer what this plan was made for: column public.users.more was added since"
                                .formatted(database))
                .contains("nothing was executed; make a new plan: backout plan");
    }

    @Test
    void aPlanThatIsNotThereIsTold() {
        assertThat(run("run", "other.json", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("file-inaccessible: there is no plan file");
    }

    @Test
    void aTransactionPoolerIsRefused() throws SQLException {
        String url = server.plainUrl(database) + "?pgbouncer=true";
        assertThat(run("run", "plan.json", "--yes", "--url", url)).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("configuration-invalid: the URL leads through");
        assertThat(columns()).isEqualTo("id,nickname");
    }

    @Test
    void oddOptionsAreWrongUsage() {
        assertThat(run("run", "plan.json", "--yes", "--lock-timeout", "soon"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "plan.json", "--yes", "--retries", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "plan.json", "--yes", "--lock-timeout", "1s", "--retries", "0"))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void runsListsAndUnbarOpens() {
        assertThat(run("runs")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).startsWith("no runs in " + database);
        run("run", "plan.json", "--yes");
        out.reset();
        assertThat(run("runs")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("  done  ", "2 bad  by postgres (");

        assertThat(run("unbar", "1 first")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err))
                .isEqualTo(
                        """
                        migration-unknown: migration 1 first is not barred
                          hint: barred: 2 bad
                        """);
        out.reset();
        assertThat(run("unbar", BAD)).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).startsWith("unbarred: 2 bad (barred by run ");
        assertThat(run("unbar", BAD, "--json")).isEqualTo(ExitCode.USAGE);
    }

    private ExitCode run(String... arguments) {
        return new Backout(shell("", Shell.Terminals.NONE)).run(arguments);
    }

    private ExitCode typed(String line) {
        return new Backout(shell(line, new Shell.Terminals(true, true, true)))
                .run("run", "plan.json");
    }

    private Shell shell(String typed, Shell.Terminals terminals) {
        String url = server.plainUrl(database).replace("postgres@", "postgres:secret@");
        return new Shell(
                folder,
                Map.of("DATABASE_URL", url, "XDG_STATE_HOME", folder.resolve("state").toString()),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                stream(out),
                stream(err),
                terminals);
    }

    private String columns() throws SQLException {
        String sql =
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                        + " 'users'::regclass AND attnum > 0 AND NOT attisdropped";
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    private static Connection connect(String name) {
        return Database.connect(DatabaseAddress.parse(server.plainUrl(name), Path.of("")));
    }

    private void execute(String sql) throws SQLException {
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
