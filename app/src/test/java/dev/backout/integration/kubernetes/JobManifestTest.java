package dev.backout.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.error.BackoutException;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.planfile.PlanFiles;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class JobManifestTest {
    @TempDir private Path folder;

    private PlanFile plan(String statement) {
        Plan plan =
                new Plan(
                        new Plan.Origin(
                                "0.1.0",
                                Instant.EPOCH,
                                new DatabaseIdentity("1", 2, "shop"),
                                "Prisma",
                                "t"),
                        List.of(),
                        new Strategy.Inverse(),
                        "why",
                        new Plan.Work(List.of(statement), List.of()),
                        Plan.Shapes.NONE,
                        Plan.Cost.NONE,
                        List.of());
        return PlanFiles.write(plan, folder.resolve("plan.json"));
    }

    private static List<JsonNode> documents(PlanFile file, @Nullable String claim)
            throws IOException {
        String text =
                new JobManifest(
                                file,
                                "example/backout:1",
                                "db",
                                claim,
                                List.of("--backup", "none:x"),
                                JobSite.PLAIN)
                        .text();
        YAMLMapper yaml = new YAMLMapper();
        return yaml.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
    }

    @Test
    void thePlanComesThroughToTheLetter() throws IOException {
        PlanFile file = plan("SELECT 'a: b', E'\\n  # no comment'\n  -- \"x\"");
        JsonNode map = documents(file, null).get(0);
        assertThat(map.at("/data/backout-plan.json").asText()).isEqualTo(file.json());
    }

    @Test
    void theJobIsAnOrdinaryUserOnAReadOnlyFileSystem() throws IOException {
        PlanFile file = plan("SELECT 1");
        JsonNode job = documents(file, "backups").get(1);
        JsonNode pod = job.at("/spec/template/spec");
        assertThat(job.at("/metadata/name").asText())
                .isEqualTo("backout-" + file.hash().substring(0, 12));
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.get("args").toString())
                .isEqualTo(
                        "[\"run\",\"/plan/backout-plan.json\",\"--yes\",\"--backup\",\"none:x\"]");
        assertThat(container.at("/env/0/valueFrom/secretKeyRef/name").asText()).isEqualTo("db");
        assertThat(pod.at("/volumes/1/persistentVolumeClaim/claimName").asText())
                .isEqualTo("backups");
        assertThat(documents(file, null).get(1).at("/spec/template/spec/volumes/1").toString())
                .isEqualTo("{\"name\":\"state\",\"emptyDir\":{}}");
    }

    @Test
    void aPlanThatDoesNotFitIsRefused() {
        PlanFile file = plan("x".repeat(1_100_000));
        assertThatThrownBy(() -> documents(file, null))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("too big for a ConfigMap");
    }
}
