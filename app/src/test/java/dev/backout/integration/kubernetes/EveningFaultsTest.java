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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What becomes of an old release that comes back beneath a pause, and of workers that go on, when
/// something goes wrong at any request.
class EveningFaultsTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectName WEB = new ObjectName(ObjectKind.DEPLOYMENT, null, "web");
    private static final ObjectName MAILER = new ObjectName(ObjectKind.DEPLOYMENT, null, "mailer");

    private final TestCluster cluster = new TestCluster();
    private final PauseWork pauses = new PauseWork(cluster::open);
    private final ReleaseWork releases = new ReleaseWork(cluster::open);
    private final WorkerWork workers = new WorkerWork(cluster::open);

    @BeforeEach
    void evening() {
        cluster.deployment("web", "shop:1", 1);
        cluster.replace(ObjectKind.DEPLOYMENT, "web", "shop:1", "shop:2");
        cluster.deployment("mailer", "shop:1", 2);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Disturbed.What.class,
            names = {"DIES_BEFORE", "DIES_AFTER"})
    void aReleaseWhoseProcessDiesAnywhereComesBackAllTheSame(Disturbed.What what) {
        ObjectNode before = web();
        Step.Outside pause = pause();
        Step.Outside step = release(LIMIT);
        pauses.perform(pause, RUN, new MemoryDiary());
        ObjectNode paused = web();
        releases.perform(step, RUN, new MemoryDiary());
        ObjectNode released = web();
        releases.undo(step, RUN);

        int deaths = 0;
        for (int at = 1; cluster.dies(at, what, () -> perform(releases, step)); at++) {
            deaths++;
            assertThat(releases.probe(step, RUN)).isInstanceOf(OutsideWork.Probe.NotHappened.class);
            perform(releases, step);
            assertThat(web()).isEqualTo(released);
            releases.undo(step, RUN);
            assertThat(web()).isEqualTo(paused);
        }
        perform(releases, step);
        for (int at = 1; cluster.dies(at, what, () -> releases.undo(step, RUN)); at++) {
            deaths++;
            releases.undo(step, RUN);
            assertThat(web()).isEqualTo(paused);
            perform(releases, step);
        }
        assertThat(deaths).isGreaterThan(8);
        pauses.undo(pause, RUN);
        assertThat(web()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Disturbed.What.class,
            names = {"DIES_BEFORE", "DIES_AFTER"})
    void aWorkerWhoseProcessDiesAnywhereGoesOnAllTheSame(Disturbed.What what) {
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
        Step.Outside hold = hold();
        for (Step.Outside step : List.of(worker(null), worker("CONCURRENCY"))) {
            pauses.perform(hold, RUN, new MemoryDiary());
            workers.perform(step, RUN, new MemoryDiary());
            ObjectNode loosened = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
            pauses.undo(hold, RUN);
            pauses.perform(hold, RUN, new MemoryDiary());

            int deaths = 0;
            for (int at = 1; cluster.dies(at, what, () -> perform(workers, step)); at++) {
                deaths++;
                perform(workers, step);
                assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(loosened);
                pauses.undo(hold, RUN);
                assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(before);
                pauses.perform(hold, RUN, new MemoryDiary());
            }
            assertThat(deaths).isGreaterThan(3);
            pauses.undo(hold, RUN);
            assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Disturbed.What.class,
            names = {"UNANSWERED", "ANSWER_LOST", "OVERLOADED"})
    void everySecondRequestMayFail(Disturbed.What what) {
        ObjectNode bad = web();
        ObjectNode mailer = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
        Step.Outside hold = hold();
        Step.Outside step = release(LIMIT);
        Step.Outside worker = worker(null);
        cluster.between(wire -> new Disturbed(wire, at -> at % 2 == 1, what));

        pauses.perform(hold, RUN, new MemoryDiary());
        releases.perform(step, RUN, new MemoryDiary());
        assertThat(image()).isEqualTo("shop:1");
        assertThat(workers.perform(worker, RUN, new MemoryDiary()))
                .isEqualTo("deployment shop/mailer: 1 of 1 pods serve");
        pauses.undo(hold, RUN);
        releases.undo(step, RUN);

        assertThat(web()).isEqualTo(bad);
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(mailer);
    }

    @Test
    void aServerThatStaysAwayFailsTheReleaseWithinItsLimitAndNothingIsHalfDone() {
        ObjectNode bad = web();
        Step.Outside step = release(Duration.ofMillis(200));
        cluster.between(wire -> new Disturbed(wire, at -> at > 2, Disturbed.What.UNANSWERED));

        assertThatThrownBy(() -> perform(releases, step))
                .hasMessageContaining(
                        "gave no answer to PATCH apis/apps/v1/namespaces/shop/deployments/web")
                .extracting(e -> ((BackoutException) e).code())
                .isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
        assertThat(web()).isEqualTo(bad);
    }

    private static void perform(OutsideWork work, Step.Outside step) {
        work.perform(step, RUN, new MemoryDiary());
    }

    private ObjectNode web() {
        return cluster.plain(ObjectKind.DEPLOYMENT, "web");
    }

    private String image() {
        return web().at("/spec/template/spec/containers/0/image").asText();
    }

    private Step.Outside pause() {
        PauseEntry entry = new PauseEntry.Env(Map.of("READ_ONLY", "1"), List.of(WEB), List.of());
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entry), List.of(), LIMIT).step();
        }
    }

    private Step.Outside hold() {
        PauseEntry entry = new PauseEntry.Scale(List.of(MAILER));
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entry), List.of(), LIMIT).lastDoor().shut();
        }
    }

    private Step.Outside release(Duration limit) {
        cluster.controllers().settle();
        try (Cluster open = cluster.open()) {
            Step.Outside step =
                    ReleaseWork.step(open, new KubernetesRelease(WEB, null, null, LIMIT));
            List<String> arguments = new java.util.ArrayList<>(step.arguments());
            arguments.set(0, limit.toString());
            return new Step.Outside(step.kind(), step.title(), arguments);
        }
    }

    private Step.Outside worker(@Nullable String variable) {
        try (Cluster open = cluster.open()) {
            return WorkerWork.steps(
                            open,
                            new KubernetesWorker(MAILER, variable, List.of(), List.of(1), LIMIT))
                    .getFirst();
        }
    }
}
