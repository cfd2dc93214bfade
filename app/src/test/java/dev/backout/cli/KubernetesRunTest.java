package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.ExitCode;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.TestCluster;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/// A whole run beside a cluster, as it is typed: writes pause there, the old release comes back,
/// workers go on.
class KubernetesRunTest extends DeskScene {
    private static final String PLAN = "plan.json";
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private final TestCluster cluster = new TestCluster();
    private volatile boolean ended;
    private Thread controllers;

    KubernetesRunTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, PLAN);
    }

    @BeforeEach
    void twoReleases() throws IOException {
        cluster.deployment("web", "shop:1", 2);
        cluster.replace(ObjectKind.DEPLOYMENT, "web", "shop:1", "shop:2");
        cluster.controllers().settle();
        cluster.deployment("mailer", "mailer:1", 3);
        controllers = Thread.ofVirtual().start(this::control);
        desk.write(
                "backout.yaml",
                """
                environments:
                  test:
                    url: %s
                    kubernetes: {kubeconfig: %s}
                    writes:
                      when: always
                      pause:
                        - scale: [web]
                    application: [{deployment: web}]
                    gates:
                      - command: {name: shop is well, do: test ! -e broken, timeout: 1s}
                    workers:
                      - deployment: mailer
                        steps: [1]
                """
                        .formatted(desk.url(), cluster.settings().kubeconfig()));
    }

    @AfterEach
    void end() throws InterruptedException {
        ended = true;
        controllers.join();
        cluster.close();
    }

    private void control() {
        while (!ended) {
            cluster.controllers().settle();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private ObjectNode deployment(String name) {
        return cluster.get(ObjectKind.DEPLOYMENT, name);
    }

    private Desk.Answer run(String... more) {
        String[] line = new String[more.length + 3];
        line[0] = "run";
        line[1] = PLAN;
        line[2] = "--backup=none:test";
        System.arraycopy(more, 0, line, 3, more.length);
        return desk.type(line);
    }

    @Test
    void theWholeEvening() {
        assertThat(run("--dry-run").is(ExitCode.DONE).out())
                .contains(
                        "put deployment shop/web back to revision 1 (shop:1)",
                        "mailer",
                        "gate: shop is well")
                .contains("nothing was changed");
        assertThat(deployment("web").at("/spec/replicas").asInt()).isEqualTo(2);

        run("--yes").is(ExitCode.DONE);

        assertThat(deployment("web").at(IMAGE).asText()).isEqualTo("shop:1");
        assertThat(deployment("web").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(deployment("mailer").at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(deployment("web").at("/metadata/annotations").toString())
                .doesNotContain("backout.dev");
    }

    @Test
    void aGateThatSaysNoLeavesItShutAndSaysSo() throws IOException {
        Files.createFile(folder.resolve("broken"));
        assertThat(run("--yes").is(ExitCode.NO).err())
                .contains("STILL SHUT", "backout resume-writes");
        assertThat(deployment("web").at("/spec/replicas").asInt()).isZero();
        assertThat(deployment("web").at(IMAGE).asText()).isEqualTo("shop:1");
        assertThat(desk.type("runs").is(ExitCode.DONE).out()).startsWith("SHUT: ");

        desk.type("resume-writes", "--yes").is(ExitCode.DONE);

        assertThat(deployment("web").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(deployment("mailer").at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(desk.type("runs").is(ExitCode.DONE).out()).doesNotContain("SHUT");
    }
}
