package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `ci`: what it prints is YAML, and gives SQL of a stranger neither secrets nor rights.
class CiCommandTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir private Path folder;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve("backout.yaml"),
                """
                environments:
                  production:
                    url: postgresql://b:${env:PROD_PASSWORD}@db.example.com/shop
                    messages: {channels: [{slack: "${env:SLACK_URL}"}]}
                """);
    }

    @Test
    void theCheckOfAStrangersSqlHasNoRightsNoSecretsAndNoNetwork() throws IOException {
        JsonNode check = github().getFirst();
        assertThat(check.path("on").has("pull_request")).isTrue();
        assertThat(check.path("on").size()).isEqualTo(1);
        assertThat(check.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(check.toString())
                .doesNotContain("secrets.", "pull_request_target", "github.token")
                .contains("--network none", "--cap-drop ALL", "/project:ro")
                .contains("\"persist-credentials\":false")
                .contains("check --since \\\"$BASE\\\" --format markdown");
    }

    @Test
    void whoeverCommentsRunsNothingOfThePullRequest() throws IOException {
        JsonNode comment = github().get(1);
        assertThat(comment.path("on").path("workflow_run").path("workflows").path(0).asText())
                .isEqualTo(github().getFirst().path("name").asText());
        assertThat(comment.path("permissions").toString())
                .isEqualTo("{\"actions\":\"read\",\"pull-requests\":\"write\"}");
        assertThat(comment.toString())
                .doesNotContain("checkout", "docker run", "secrets.")
                .contains("--method PATCH", "<!-- backout check -->", "$HEAD");
    }

    @Test
    void backingOutIsStartedByHandBehindAnEnvironmentAndKeepsItsJournal() throws IOException {
        JsonNode run = github().get(2);
        assertThat(run.path("on").has("workflow_dispatch")).isTrue();
        JsonNode job = run.path("jobs").path("back-out");
        assertThat(job.path("environment").asText()).isEqualTo("${{ inputs.environment }}");
        assertThat(job.path("if").asText()).contains("default_branch");
        assertThat(job.path("env").path("PROD_PASSWORD").asText())
                .isEqualTo("${{ secrets.PROD_PASSWORD }}");
        assertThat(run.toString())
                .contains(
                        "--env PROD_PASSWORD --env SLACK_URL ",
                        "state/backout/runs/",
                        "\"if\":\"always()\"");
        assertThat(
                        run.path("on")
                                .path("workflow_dispatch")
                                .path("inputs")
                                .path("dry-run")
                                .path("default")
                                .asBoolean())
                .isTrue();
    }

    /// What a person types there gets into scripts by variables only.
    @Test
    void noScriptHoldsAnExpression() throws IOException {
        for (JsonNode workflow : github()) {
            for (JsonNode job : workflow.path("jobs")) {
                for (JsonNode step : job.path("steps")) {
                    assertThat(step.path("run").asText()).doesNotContain("${{");
                    assertThat(step.path("uses").asText("x@" + "0".repeat(40)))
                            .matches("\\S+@[0-9a-f]{40}");
                }
            }
            assertThat(workflow.path("defaults").path("run").path("shell").asText())
                    .isEqualTo("bash");
        }
    }

    @Test
    void scriptsAreReadByAShell() throws Exception {
        for (JsonNode workflow : github()) {
            for (JsonNode job : workflow.path("jobs")) {
                for (JsonNode step : job.path("steps")) {
                    assertShell("bash", step.path("run").asText());
                }
            }
        }
        for (JsonNode job : gitlab()) {
            for (JsonNode line : job.path("script")) {
                assertShell("sh", line.asText());
            }
        }
    }

    @Test
    void gitlabHasTheSameThree() throws IOException {
        JsonNode jobs = gitlab();
        assertThat(jobs.path("backout-check").path("script").toString())
                .contains("backout check --since", "--format markdown");
        assertThat(jobs.path("backout-check").toString()).doesNotContain("TOKEN", "PASSWORD");
        JsonNode run = jobs.path("back-out");
        assertThat(run.path("rules").path(0).path("when").asText()).isEqualTo("manual");
        assertThat(run.path("environment").path("name").asText()).isEqualTo("production");
        assertThat(run.path("artifacts").path("paths").toString()).contains("backout/runs/");
    }

    @Test
    void filesAreWrittenAllOrNone() throws IOException {
        assertThat(run(ExitCode.DONE, "ci", "github", "--dry-run"))
                .contains("would write: .github/workflows/backout-check.yml");
        assertThat(folder.resolve(".github")).doesNotExist();
        Path last = folder.resolve(".github/workflows/backout-run.yml");
        Files.createDirectories(last.getParent());
        Files.writeString(last, "mine");
        assertThat(run(ExitCode.USAGE, "ci", "github", "--write"))
                .contains("file-exists", "without --write it is printed");
        assertThat(last.resolveSibling("backout-check.yml")).doesNotExist();
        assertThat(
                        run(
                                ExitCode.DONE,
                                "ci",
                                "github",
                                "--write",
                                "--force",
                                "--image",
                                "reg.example/b:1"))
                .contains("wrote:     .github/workflows/backout-comment.yml", "docs/ci.md");
        assertThat(last)
                .content()
                .contains("IMAGE: reg.example/b:1")
                .doesNotContain("@IMAGE@", "vars.");
        run(ExitCode.DONE, "ci", "gitlab", "--write");
        assertThat(folder.resolve(".gitlab/backout.yml")).content().contains("$BACKOUT_IMAGE");
        assertThat(run(ExitCode.DONE, "ci", "gitlab", "--json")).contains("\"path\" : \".gitlab");
    }

    @Test
    void namesThatAShellWouldReadAreRefused() {
        assertThat(run(ExitCode.USAGE, "ci", "circle")).contains("it knows github and gitlab");
        assertThat(run(ExitCode.USAGE, "ci", "gitlab", "--image", "x\ny")).contains("usage: ");
        assertThat(run(ExitCode.USAGE, "ci", "gitlab", "--env", "a; b")).contains("usage: ");
    }

    private List<JsonNode> github() throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(run(ExitCode.DONE, "ci", "github"))) {
            List<JsonNode> all = documents.readAll();
            assertThat(all).hasSize(3);
            return all;
        }
    }

    private JsonNode gitlab() throws IOException {
        return YAML.readTree(run(ExitCode.DONE, "ci", "gitlab"));
    }

    private static void assertShell(String shell, String script)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell, "-n").redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(script + said).isZero();
    }

    private String run(ExitCode expected, String... arguments) {
        return Typed.in(folder, Map.of(), arguments).is(expected);
    }
}
