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
import java.util.Map;

/// What people are told of `deploy`.
class DeployMessagesTest extends DeskScene {
    private Recorder page;

    DeployMessagesTest() {
        super(18);
    }

    @BeforeEach
    void listen() throws IOException {
        page = new Recorder();
        desk.with("PAGE_URL", page.url());
        desk.write(
                "backout.yaml",
                "environments: {production: {url: '${env:DATABASE_URL}', messages: {channels:"
                        + " [{webhook: '${env:PAGE_URL}', name: page}]}}}");
        desk.migration("1_init", "CREATE TABLE users (id int)");
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void completionIsTold() throws IOException {
        assertThat(desk.type("deploy", "--no-proof", "--dry-run").is(ExitCode.DONE).out())
                .contains("message:   to page:");
        assertThat(page.received()).isEmpty();
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        JsonNode told = told();
        assertThat(told.get("kind").asText()).isEqualTo("done");
        assertThat(told.get("title").asText())
                .isEqualTo(
                        "DEPLOYED: deploying 1_init on %s (production)".formatted(desk.database()));
        assertThat(told.get("next").asText()).isEqualTo("to back out: backout plan");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        assertThat(page.received()).hasSize(1);
    }

    @Test
    void failureIsTold() throws IOException {
        desk.migration("2_bad", "CREATE TABLE users (id int)");
        desk.type("deploy", "--no-proof").is(ExitCode.STEP_FAILED);
        assertThat(told().get("kind").asText()).isEqualTo("failed");
        assertThat(told().get("now").asText()).contains("2_bad");
    }

    @Test
    void aChannelThatFailsStopsNoDeployment() {
        page.answering(403, Map.of());
        assertThat(desk.type("deploy", "--no-proof").is(ExitCode.DONE).err())
                .contains("note: the channel page was not told done: it answered 403")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aReferenceWithNothingBehindItIsFoundBeforeAnythingIsApplied() {
        desk.with("PAGE_URL", "");
        desk.type("deploy", "--no-proof").is(ExitCode.USAGE);
        desk.type("deploy", "--no-proof", "--no-messages").is(ExitCode.DONE);
        assertThat(page.received()).isEmpty();
    }

    private JsonNode told() throws IOException {
        return new JsonMapper().readTree(page.received().getFirst().body());
    }
}
