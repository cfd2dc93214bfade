package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;
import dev.backout.message.Recorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What people are told of `run`, `resume`, `abort` and `redo`, by a server that records it.
class RunMessagesTest extends DeskScene {
    private static final String SETTINGS =
            """
            owners:
              public.users: {team: accounts, contact: "#accounts-oncall"}
            environments:
              production:
                url: ${env:DATABASE_URL}
                messages:
                  every: %s
                  report: https://runbooks.example/{run}
                  channels:
                    - slack: ${env:CHAT_URL}
                      name: incidents
                    - webhook: ${env:PAGE_URL}
                      name: page
                      only: [done]
            """;

    private Recorder chat;
    private Recorder page;

    RunMessagesTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, "plan.json");
    }

    @BeforeEach
    void listen() throws IOException {
        chat = new Recorder();
        page = new Recorder();
        desk.with("CHAT_URL", chat.url())
                .with("PAGE_URL", page.url())
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
        desk.write("backout.yaml", SETTINGS.formatted("15m"));
    }

    @AfterEach
    void close() {
        chat.close();
        page.close();
    }

    @Test
    void aRunIsToldFromItsBeginningToItsEnd() throws SQLException, IOException {
        Desk.Answer said =
                desk.type("run", "plan.json", "--yes", "--incident", "INC-7").is(ExitCode.DONE);

        assertThat(told(chat))
                .extracting(text -> text.lines().findFirst().orElse(""))
                .containsExactly(
                        "*BEGUN: backing out 2 bad on %s (production)*".formatted(desk.database()),
                        "*COMMITTED: backing out 2 bad on %s (production)*"
                                .formatted(desk.database()),
                        "*DONE: backing out 2 bad on %s (production)*".formatted(desk.database()));
        String run = run();
        assertThat(told(chat).getFirst())
                .contains("who: ", "since: ", "expected: to end about ")
                .contains("backup: none: ")
                .contains("owners: public.users: accounts, #accounts-oncall")
                .contains("incident: INC-7")
                .contains("report: https://runbooks.example/" + run, "run: " + run);
        JsonNode done = new JsonMapper().readTree(page.received().getFirst().body());
        assertThat(page.received()).hasSize(1);
        assertThat(done.get("kind").asText()).isEqualTo("done");
        assertThat(done.get("next").asText()).startsWith("revert the commit");
        assertThat(journal("told"))
                .containsExactlyInAnyOrder(
                        "incidents: started",
                        "incidents: committed",
                        "incidents: done",
                        "page: done");
        assertThat(said.out() + said.err() + everything()).doesNotContain("s3cr3t");
    }

    @Test
    void channelsThatFailStopNothingAndAreJournalled() throws SQLException {
        chat.answering(403, Map.of()).answering(429, Map.of("Retry-After", "600")).hanging();
        page.answering(500, Map.of()).answering(500, Map.of()).answering(500, Map.of());
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.DONE);

        assertThat(desk.columns()).isEqualTo("id");
        assertThat(journal("not_told"))
                .containsExactlyInAnyOrder(
                        "incidents: started: it answered 403",
                        "incidents: committed: it answered 429 and asks to wait for 600 s",
                        "incidents: done: it was not delivered in time",
                        "page: done: it answered 500, after 3 tries");
        assertThat(said.err()).contains("note: the channel incidents was not told started: it");
        assertThat(said.out() + said.err() + everything()).doesNotContain("s3cr3t", "127.0.0.1");
        assertThat(desk.type("report", run()).is(ExitCode.DONE).out())
                .contains("could not tell: incidents: started: it answered 403");
    }

    @Test
    void aRunThatStopsNamesOwnersAndTheNextCommandAndGoesOnWithoutASecondBeginning()
            throws SQLException {
        Desk.Answer said = stopped();
        assertThat(said.err()).contains("hint: owner of public.users: accounts, #accounts-oncall");
        assertThat(told(chat).getLast())
                .startsWith("*STOPPED: backing out 2 bad")
                .contains("now: step ", "next: ", "backout resume ");

        desk.type("resume", run(), "--yes").is(ExitCode.DONE);
        assertThat(told(chat).stream().map(text -> text.substring(1, text.indexOf(':'))))
                .containsExactly("BEGUN", "STOPPED", "GOES ON", "COMMITTED", "DONE");
        assertThat(told(chat).get(2)).contains("now: resumed by ", "run: " + run());
    }

    @Test
    void givingUpIsTold() throws SQLException {
        stopped();
        desk.type("abort", run(), "--yes").is(ExitCode.DONE);
        assertThat(told(chat).stream().map(text -> text.substring(1, text.indexOf(':'))))
                .containsExactly("BEGUN", "STOPPED", "GIVING UP", "GIVEN UP");
    }

    @Test
    void everyFewMinutesItIsToldHowThingsStand() throws Exception {
        desk.write("backout.yaml", SETTINGS.formatted("1s"));
        try (var connection = java.sql.DriverManager.getConnection(jdbc());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users in access share mode");
            desk.type("run", "plan.json", "--yes", "--retries", "4").is(ExitCode.STEP_FAILED);
        }
        assertThat(told(chat))
                .anySatisfy(text ->
                        assertThat(text)
                                .startsWith("*under way for ")
                                .contains("now: step ", "it waits behind pid "));
    }

    @Test
    void aDryRunShowsTheTextsAndSendsNothing() throws SQLException {
        Desk.Answer said = desk.type("run", "plan.json", "--dry-run").is(ExitCode.DONE);
        assertThat(said.out())
                .contains("message:   to incidents:")
                .contains("message:   to incidents, page:")
                .contains("message:     BEGUN: backing out 2 bad on ")
                .contains("report: https://runbooks.example/RUN");
        assertThat(desk.type("run", "plan.json", "--dry-run", "--json").is(ExitCode.DONE).out())
                .contains("{\"event\":\"would-tell\",\"kind\":\"started\",");
        assertThat(chat.received()).isEmpty();
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }

    @Test
    void noMessagesTellsNobody() throws SQLException {
        desk.type("run", "plan.json", "--yes", "--no-messages").is(ExitCode.DONE);
        assertThat(chat.received()).isEmpty();
        assertThat(journal("told")).isEmpty();
    }

    @Test
    void aReferenceWithNothingBehindItIsFoundBeforeAnythingIsTouched() throws SQLException {
        desk.with("PAGE_URL", "");
        Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.USAGE);
        assertThat(said.err())
                .isEqualTo(
                        """
                        configuration-invalid: the channel page of messages asks for the variable PAGE_URL, which is not set
                          hint: nothing was executed; --no-messages goes on without telling anybody
                        """);
        desk.with("PAGE_URL", "s3cr3t of no use");
        said = desk.type("run", "plan.json", "--yes").is(ExitCode.USAGE);
        assertThat(said.err())
                .contains("what ${env:PAGE_URL} stands for is no address")
                .doesNotContain("s3cr3t");
        assertThat(chat.received()).isEmpty();
        assertThat(desk.columns()).isEqualTo("id,nickname");
    }

    @Test
    void standardOutputCanBeAChannel() throws IOException {
        desk.write(
                "backout.yaml",
                "environments: {production: {url: '${env:DATABASE_URL}', messages: {channels:"
                        + " [{stdout: true}]}}}");
        Desk.Answer said = desk.type("run", "plan.json", "--yes", "--json").is(ExitCode.DONE);
        assertThat(said.out()).contains("{\"event\":\"message\",\"kind\":\"started\",");
    }

    /// A run whose table somebody holds.
    private Desk.Answer stopped() throws SQLException {
        try (var connection = java.sql.DriverManager.getConnection(jdbc());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users in access share mode");
            return desk.type("run", "plan.json", "--yes", "--retries", "0")
                    .is(ExitCode.STEP_FAILED);
        }
    }

    private String jdbc() {
        return "jdbc:" + desk.url().replaceFirst("//[^@]*@", "//") + "?user=postgres";
    }

    private static List<String> told(Recorder recorder) {
        List<String> texts = new ArrayList<>();
        for (Recorder.Received one : recorder.received()) {
            try {
                texts.add(new JsonMapper().readTree(one.body()).get("text").asText());
            } catch (IOException e) {
                throw new IllegalStateException(one.body(), e);
            }
        }
        return texts;
    }

    private String run() throws SQLException {
        return String.valueOf(desk.value("select id from backout.run"));
    }

    private List<String> journal(String event) throws SQLException {
        String all =
                desk.value(
                        "select string_agg(message, E'\\n') from backout.journal where event = '%s'"
                                .formatted(event));
        return all == null ? List.of() : all.lines().toList();
    }

    private String everything() throws SQLException {
        return String.valueOf(desk.value("select string_agg(j::text, ' ') from backout.journal j"));
    }
}
