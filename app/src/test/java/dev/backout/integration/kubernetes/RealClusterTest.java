package dev.backout.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.pause.KubernetesPause;
import dev.backout.integration.kubernetes.pause.PauseEntry;
import dev.backout.integration.kubernetes.pause.PauseWork;
import dev.backout.integration.kubernetes.release.KubernetesRelease;
import dev.backout.integration.kubernetes.release.ReleaseWork;
import dev.backout.integration.kubernetes.worker.KubernetesWorker;
import dev.backout.integration.kubernetes.worker.WorkerWork;
import dev.backout.journal.Step;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The evening in a cluster that is at hand: its server, its controllers, and an account with
/// exactly the documented rights. docs/kubernetes.md says how to run it.
@EnabledIfSystemProperty(
        named = "backout.kubeconfig",
        matches = ".+",
        disabledReason = "no cluster is at hand: -Dbackout.kubeconfig=FILE names one")
class RealClusterTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String OLD = System.getProperty("backout.image", "nginx:");
    private static final String IMAGE = "/spec/template/spec/containers/0/image";
    private static final ObjectName WEB = new ObjectName(ObjectKind.DEPLOYMENT, null, "web");
    private static final ObjectName MAILER = new ObjectName(ObjectKind.DEPLOYMENT, null, "mailer");

    private RealCluster cluster;
    private PauseWork pauses;
    private ReleaseWork releases;
    private WorkerWork workers;

    @BeforeEach
    void evening() throws IOException {
        cluster = new RealCluster(Path.of(System.getProperty("backout.kubeconfig")));
        pauses = new PauseWork(cluster::open);
        releases = new ReleaseWork(cluster::open);
        workers = new WorkerWork(cluster::open);
        workload(ObjectKind.DEPLOYMENT, "web", 2);
        workload(ObjectKind.DEPLOYMENT, "mailer", 2);
        workload(ObjectKind.STATEFUL_SET, "consumer", 1);
        cluster.add(
                ObjectKind.AUTOSCALER,
                "mailer",
                """
                {"spec": {"minReplicas": 2, "maxReplicas": 3, "scaleTargetRef":
                 {"apiVersion": "apps/v1", "kind": "Deployment", "name": "mailer"}}}
                """);
        cluster.add(
                ObjectKind.CRON_JOB,
                "report",
                """
                {"spec": {"schedule": "0 3 29 2 *", "jobTemplate": {"spec": {"template": {"spec":
                 {"restartPolicy": "Never", "containers": [{"name": "app", "image": "%s1.28"}]}}}}}}
                """
                        .formatted(OLD));
        cluster.awaitRollout(ObjectKind.DEPLOYMENT, "web");
        cluster.patch(
                ObjectKind.DEPLOYMENT,
                "web",
                """
                {"spec": {"template": {"spec": {"containers": [{"name": "app", "image": "%s1.29"}]}}}}
                """
                        .formatted(OLD));
        cluster.awaitRollout(ObjectKind.DEPLOYMENT, "web");
        cluster.awaitRollout(ObjectKind.DEPLOYMENT, "mailer");
        cluster.awaitRollout(ObjectKind.STATEFUL_SET, "consumer");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everythingIsGivenBackAndTheOldReleaseIsOut() {
        List<ObjectNode> before = all();
        Step.Outside hold = pause(new PauseEntry.Scale(List.of(MAILER)));
        Step.Outside pause = writes();
        Step.Outside release = release();
        assertThat(release.title()).contains("back to revision 1 (%s1.28)".formatted(OLD));

        perform(pauses, hold);
        perform(pauses, pause);
        assertThat(spec(ObjectKind.DEPLOYMENT, "mailer", "replicas")).isEqualTo("0");
        assertThat(spec(ObjectKind.STATEFUL_SET, "consumer", "replicas")).isEqualTo("0");
        assertThat(spec(ObjectKind.CRON_JOB, "report", "suspend")).isEqualTo("true");
        perform(releases, release);
        assertThat(cluster.get(ObjectKind.DEPLOYMENT, "web").at(IMAGE).asText())
                .isEqualTo(OLD + "1.28");
        pauses.undo(pause, RUN);
        for (Step.Outside step : worker()) {
            perform(workers, step);
        }
        pauses.undo(hold, RUN);

        releases.undo(release, RUN);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseChangesInBetweenStays() {
        Step.Outside pause = writes();
        cluster.between(wire ->
                Meddled.twice(wire, json -> cluster.patch(ObjectKind.DEPLOYMENT, "web", json)));

        perform(pauses, pause);

        ObjectNode web = cluster.get(ObjectKind.DEPLOYMENT, "web");
        assertThat(web.at("/metadata/labels/team").asText()).isEqualTo("t0");
        assertThat(web.at("/spec/template/spec/containers/0/env").toString()).contains("READ_ONLY");
        pauses.undo(pause, RUN);
    }

    @Test
    void eachDocumentedRightIsNeededAndToldBeforeAnythingIsTouched() {
        List<ObjectNode> before = all();
        List<RealCluster.Right> told = new ArrayList<>();
        List<RealCluster.Right> rights =
                cluster.rights().stream()
                        .filter(right -> !right.resource().matches("pods/log|scaledobjects"))
                        .filter(right -> !right.resource().matches("kustomizations|helmreleases"))
                        .toList();
        for (RealCluster.Right right : rights) {
            cluster.without(
                    right,
                    _ ->
                            assertThatThrownBy(
                                            () -> {
                                                writes();
                                                pause(new PauseEntry.Scale(List.of(MAILER)));
                                                release();
                                            })
                                    .as(right.toString())
                                    .isInstanceOfSatisfying(
                                            BackoutException.class,
                                            e -> {
                                                assertThat(e.code())
                                                        .isEqualTo(ErrorCode.RIGHTS_MISSING);
                                                told.add(right);
                                            }));
        }
        assertThat(told).isEqualTo(rights);
        assertThat(all()).isEqualTo(before);
    }

    private List<ObjectNode> all() {
        return List.of(
                cluster.plain(ObjectKind.DEPLOYMENT, "web"),
                cluster.plain(ObjectKind.DEPLOYMENT, "mailer"),
                cluster.plain(ObjectKind.STATEFUL_SET, "consumer"),
                cluster.plain(ObjectKind.AUTOSCALER, "mailer"),
                cluster.plain(ObjectKind.CRON_JOB, "report"));
    }

    private String spec(ObjectKind kind, String name, String field) {
        return cluster.get(kind, name).path("spec").path(field).asText();
    }

    private void workload(ObjectKind kind, String name, int replicas) {
        cluster.add(
                kind,
                name,
                """
                {"spec": {"replicas": %2$d, "selector": {"matchLabels": {"app": "%1$s"}},
                  "template": {"metadata": {"labels": {"app": "%1$s"}}, "spec": {
                   "terminationGracePeriodSeconds": 2,
                   "containers": [{"name": "app", "image": "%3$s1.28"}]}}}}
                """
                        .formatted(name, replicas, OLD));
    }

    private Step.Outside writes() {
        return pause(
                new PauseEntry.Env(Map.of("READ_ONLY", "1", "WRITES", ""), List.of(WEB), List.of()),
                new PauseEntry.Scale(
                        List.of(new ObjectName(ObjectKind.STATEFUL_SET, null, "consumer"))),
                new PauseEntry.Suspend(
                        List.of(new ObjectName(ObjectKind.CRON_JOB, null, "report")), true));
    }

    private Step.Outside pause(PauseEntry... entries) {
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entries), List.of(), LIMIT).step();
        }
    }

    private Step.Outside release() {
        try (Cluster open = cluster.open()) {
            return ReleaseWork.step(open, new KubernetesRelease(WEB, null, null, LIMIT));
        }
    }

    private List<Step.Outside> worker() {
        try (Cluster open = cluster.open()) {
            List<Step.Outside> steps =
                    new ArrayList<>(
                            WorkerWork.steps(
                                    open,
                                    new KubernetesWorker(
                                            MAILER, null, List.of(), List.of(1), LIMIT)));
            steps.addAll(
                    WorkerWork.steps(
                            open,
                            new KubernetesWorker(
                                    MAILER, "CONCURRENCY", List.of(), List.of(1, 4), LIMIT)));
            return steps;
        }
    }

    private static void perform(OutsideWork work, Step.Outside step) {
        work.perform(step, RUN, new MemoryDiary());
    }
}
