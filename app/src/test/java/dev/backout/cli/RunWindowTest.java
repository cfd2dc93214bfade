package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;
import dev.backout.message.Recorder;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// `run` when it is too early or too late for it, and what users are told before.
class RunWindowTest extends DeskScene {
    private static final String SETTINGS =
            """
            environments:
              production:
                url: ${env:DATABASE_URL}
                window: {from: "%s", until: "%s", zone: UTC}
                messages: {channels: [{webhook: "${env:PAGE_URL}", only: [announced, emergency]}]}
            """;

    RunWindowTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, "plan.json");
    }

    @BeforeEach
    void state() {
        desk.with("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    @Test
    void tooEarlyItIsRefusedOrWaits() throws SQLException {
        Desk.Answer said =
                desk.type("run", "plan.json", "--yes", "--not-before", "2h").is(ExitCode.NO);
        assertThat(said.err())
                .contains("window-closed: it may begin from ", " UTC, and now it is ")
                .contains("hint: nothing was executed; --wait waits for it");
        assertThat(desk.columns()).isEqualTo("id,nickname");
        said =
                desk.type("run", "plan.json", "--yes", "--not-before", "1s", "--wait")
                        .is(ExitCode.DONE);
        assertThat(said.out()).contains("window:    waits until ");
        assertThat(desk.columns()).isEqualTo("id");
    }

    @Test
    void noFurtherStepBeginsWhenTheTimeIsOverAndNothingIsCommitted() throws Exception {
        desk.write("backout.yaml", "backup: {insideProject: true}");
        Desk.Answer said =
                desk.type(
                                "run",
                                "plan.json",
                                "--yes",
                                "--until",
                                "5s",
                                "--backup",
                                "snapshot:sleep 6; echo kept")
                        .is(ExitCode.NO);
        assertThat(said.err())
                .contains("window-closed: step 2 of 3, ", "the time for it ended at ")
                .contains("and nothing is committed", "backout resume ");
        assertThat(desk.columns()).isEqualTo("id,nickname");
        desk.type("resume", String.valueOf(desk.value("select id from backout.run")), "--yes")
                .is(ExitCode.DONE);
        assertThat(desk.columns()).isEqualTo("id");
    }

    @Test
    void theWindowOfBackoutYamlHoldsExceptInAnEmergency() throws Exception {
        try (Recorder page = new Recorder()) {
            desk.with("PAGE_URL", page.url());
            desk.write("backout.yaml", SETTINGS.formatted(inHours(2), inHours(3)));
            Desk.Answer said = desk.type("run", "plan.json", "--yes").is(ExitCode.NO);
            assertThat(said.err()).contains("window-closed: it may begin from ");
            assertThat(said.out()).contains("may begin: from ");
            assertThat(desk.columns()).isEqualTo("id,nickname");

            desk.type("run", "plan.json", "--yes", "--emergency", "orders are lost")
                    .is(ExitCode.DONE);
            assertThat(desk.columns()).isEqualTo("id");
            assertThat(desk.value("select message from backout.journal where event = 'begun'"))
                    .isEqualTo("EMERGENCY, outside of the maintenance window: orders are lost");
            assertThat(
                            new JsonMapper()
                                    .readTree(page.received().getFirst().body())
                                    .get("now")
                                    .asText())
                    .contains("orders are lost");
        }
    }

    @Test
    void usersAreToldBefore() throws Exception {
        try (Recorder page = new Recorder()) {
            desk.with("PAGE_URL", page.url());
            desk.write("backout.yaml", SETTINGS.formatted(inHours(2), inHours(3)));
            assertThat(
                            desk.type("run", "plan.json", "--announce", "--dry-run")
                                    .is(ExitCode.DONE)
                                    .out())
                    .contains("message:   to webhook:", "MAINTENANCE: backing out 2 bad on ");
            assertThat(page.received()).isEmpty();

            desk.type("run", "plan.json", "--announce").is(ExitCode.DONE);
            var told = new JsonMapper().readTree(page.received().getFirst().body());
            assertThat(page.received()).hasSize(1);
            assertThat(told.get("title").asText()).startsWith("MAINTENANCE: backing out 2 bad on ");
            assertThat(told.get("now").asText()).contains("public.users: nobody reads or writes");
            assertThat(told.get("next").asText()).startsWith("from ").contains(" until ");
            assertThat(desk.columns()).isEqualTo("id,nickname");
        }
        desk.write("backout.yaml", "");
        assertThat(desk.type("run", "plan.json", "--announce").is(ExitCode.USAGE).err())
                .contains("configuration-invalid: there is nobody to announce it to");
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        assertThat(
                        desk.type("run", "plan.json", "--yes", "--until", "late")
                                .is(ExitCode.USAGE)
                                .err())
                .startsWith("usage: --until is a time such as 22:00, 20m");
        assertThat(
                        desk.type(
                                        "run",
                                        "plan.json",
                                        "--yes",
                                        "--not-before",
                                        "2026-11-22T10:00Z",
                                        "--until",
                                        "2026-11-22T09:00Z")
                                .is(ExitCode.USAGE)
                                .err())
                .startsWith("usage: --until is later than --not-before");
    }

    private static String inHours(int hours) {
        return LocalTime.now(ZoneOffset.UTC)
                .plusHours(hours)
                .format(DateTimeFormatter.ofPattern("HH:mm"));
    }
}
