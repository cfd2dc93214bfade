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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// `run`, `runs` and `unbar` as they are typed.
class RunCommandTest extends DeskScene {
    private static final String BAD = Desk.BAD;

    RunCommandTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, "plan.json");
    }

    @BeforeEach
    void login() {
        desk.with("DATABASE_URL", desk.url().replace("postgres@", "postgres:secret@"))
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    @Test
    void carriesThePlanOutAndTellsWhatIsNext() throws SQLException {
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.DONE);

        assertThat(said.out())
                .contains("plan:      plan.json", "for database " + desk.database())
                .contains("backs out: 2 bad", "locks:     public.users: nobody reads or writes")
                .contains("done:      run ", "1 statement in", "1 row left the history")
                .contains("verified:  the schema")
                .contains("next:\n  1. revert the commit that brought 2 bad")
                .contains("schema.prisma", "npx prisma generate", "cached plan must not change")
                .contains("RECONNECT", "backout unbar '2 bad'")
                .doesNotContain("secret");
        assertThat(said.err()).isEmpty();
        assertThat(desk.columns()).isEqualTo("id");
    }

    @Test
    void namesTheDirectoryWhenAProjectIsAround() throws IOException {
        Files.createDirectories(folder.resolve("prisma/migrations"));
        desk.project();
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.DONE);
        assertThat(said.out()).contains("that brought prisma/migrations/2 bad;");
    }

    @Test
    void printsEventsAndTheResultForMachines() throws IOException {
        Desk.Answer said = desk.type("run", "plan.json", "--yes", "--json").is(ExitCode.DONE);
        List<JsonNode> events = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            events.add(new JsonMapper().readTree(line));
        }
        assertThat(events)
                .extracting(event -> event.get("event").asText())
                .containsExactly(
                        "run",
                        "step",
                        "step-done",
                        "step",
                        "try",
                        "statement",
                        "committed",
                        "step-done",
                        "step",
                        "step-done",
                        "result");
        JsonNode report = events.getLast();
        assertThat(report.get("database").asText()).isEqualTo(desk.database());
        assertThat(report.get("migrations").get(0).asText()).isEqualTo(BAD);
        assertThat(report.get("removedRows").asInt()).isEqualTo(1);
        assertThat(report.get("deviations")).isEmpty();
        assertThat(report.get("next")).hasSize(5);

        said = desk.type("runs", "--json").is(ExitCode.DONE);
        JsonNode runs = new JsonMapper().readTree(said.out()).get("runs");
        assertThat(runs.get(0).get("run")).isEqualTo(report.get("run"));
        assertThat(runs.get(0).get("migrations").get(0).asText()).isEqualTo(BAD);
    }

    @Test
    void withoutATerminalItWantsYes() throws SQLException {
        Desk.Answer said = desk.type("run", "plan.json").is(ExitCode.USAGE);
        assertThat(said.err())
                .isEqualTo(
                        """
                        not-confirmed: run changes a database, and there is no terminal to confirm it on
                          hint: nothing was executed; --yes confirms beforehand
                        """);
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }

    @Test
    void onATerminalTheNameIsTyped() throws SQLException {
        Desk.Answer said = desk.answer("shop\n", "run", "plan.json").is(ExitCode.USAGE);
        assertThat(said.err())
                .contains("This is PRODUCTION. Type the name of the database to go on: ")
                .contains("not-confirmed: the name that was typed is not " + desk.database());
        desk.answer("", "run", "plan.json").is(ExitCode.USAGE);
        assertThat(desk.columns()).isEqualTo("id,nickname");

        said = desk.answer(desk.database() + "\n", "run", "plan.json").is(ExitCode.DONE);
        assertThat(said.err()).contains("1/1 ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(desk.columns()).isEqualTo("id");
    }

    @Test
    void anEditedPlanIsRefused() throws IOException, SQLException {
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replace("nickname\"", "id\""));
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.USAGE);
        assertThat(said.err()).startsWith("plan-invalid: ").contains("was edited");
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }

    @Test
    void aStalePlanIsANo() throws SQLException {
        desk.execute("ALTER TABLE users ADD more int");
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.NO);
        assertThat(said.err())
                .startsWith(
                        "plan-stale: database %s is no longer what this plan was made for: column public.users.more was added since"
                                .formatted(desk.database()))
                .contains("nothing was executed; make a new plan: backout plan");
    }

    @Test
    void aPlanThatIsNotThereIsTold() {
        Desk.Answer said = desk.type("run", "other.json", "--yes").is(ExitCode.USAGE);
        assertThat(said.err()).startsWith("file-inaccessible: there is no plan file");
    }

    @Test
    void aTransactionPoolerIsRefused() throws SQLException {
        String url = desk.url() + "?pgbouncer=true";
        Desk.Answer said = desk.type("run", "plan.json", "--yes", "--url", url).is(ExitCode.USAGE);
        assertThat(said.err()).startsWith("configuration-invalid: the URL leads through");
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }

    @Test
    void oddOptionsAreWrongUsage() {
        desk.type("run", "plan.json", "--yes", "--lock-timeout", "soon").is(ExitCode.USAGE);
        desk.type("run", "plan.json", "--yes", "--retries", "-1").is(ExitCode.USAGE);
        desk.type("run", "plan.json", "--yes", "--lock-timeout", "1s", "--retries", "0")
                .is(ExitCode.DONE);
    }

    @Test
    void runsListsAndUnbarOpens() {
        Desk.Answer said = desk.type("runs").is(ExitCode.DONE);
        assertThat(said.out()).startsWith("no runs in " + desk.database());
        desk.type("run", "plan.json", "--yes").is(ExitCode.DONE);
        said = desk.type("runs").is(ExitCode.DONE);
        assertThat(said.out()).contains("  done  ", "2 bad  by postgres (");

        said = desk.type("unbar", "1 first").is(ExitCode.USAGE);
        assertThat(said.err())
                .isEqualTo(
                        """
                        migration-unknown: migration 1 first is not barred
                          hint: barred: 2 bad
                        """);
        said = desk.type("unbar", BAD, "--yes").is(ExitCode.DONE);
        assertThat(said.out()).startsWith("unbarred: 2 bad (barred by run ");
        desk.type("unbar", BAD, "--json").is(ExitCode.USAGE);
    }
}
