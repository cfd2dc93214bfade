package dev.backout.integration.kubernetes.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Disturbed;
import dev.backout.integration.kubernetes.Meddled;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.TestCluster;
import dev.backout.journal.Step;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

/// What becomes of a pause when something goes wrong, at every request.
class PauseFaultsTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Disturbed.What.class,
            names = {"DIES_BEFORE", "DIES_AFTER"})
    void aProcessThatDiesAnywhereIsFollowedByOneThatComesToTheSameEnd(Disturbed.What what) {
        cluster.deployment("web", "shop:2", 1);
        scaler();
        ObjectNode web = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        ObjectNode scaler = cluster.plain(ObjectKind.AUTOSCALER, "web");
        Step.Outside step = note(Duration.ofSeconds(20));
        PauseWork work = new PauseWork(cluster::open);

        int deaths = 0;
        for (int at = 1;
                cluster.dies(at, what, () -> work.perform(step, RUN, new MemoryDiary()));
                at++) {
            deaths++;
            assertThat(work.probe(step, RUN)).isInstanceOf(OutsideWork.Probe.NotHappened.class);
            work.perform(step, RUN, new MemoryDiary());
            assertThat(replicas()).isZero();
            assertThat(work.undo(step, RUN).undone()).isTrue();
            assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(web);
        }
        for (int at = 1; cluster.dies(at, what, () -> work.undo(step, RUN)); at++) {
            deaths++;
            assertThat(work.undo(step, RUN).undone()).isTrue();
            assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(web);
            assertThat(cluster.plain(ObjectKind.AUTOSCALER, "web")).isEqualTo(scaler);
            work.perform(step, RUN, new MemoryDiary());
        }
        assertThat(deaths).isGreaterThan(8);
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(web);
        assertThat(cluster.plain(ObjectKind.AUTOSCALER, "web")).isEqualTo(scaler);
    }

    @ParameterizedTest
    @EnumSource(
            value = Disturbed.What.class,
            names = {"UNANSWERED", "ANSWER_LOST", "OVERLOADED"})
    void everySecondRequestMayFail(Disturbed.What what) {
        cluster.deployment("web", "shop:2", 1);
        ObjectNode web = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        Step.Outside step = note(Duration.ofSeconds(20));
        PauseWork work = new PauseWork(cluster::open);
        cluster.between(wire -> new Disturbed(wire, at -> at % 2 == 1, what));

        work.perform(step, RUN, new MemoryDiary());
        assertThat(replicas()).isZero();
        work.undo(step, RUN);

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(web);
    }

    @Test
    void aServerThatStaysAwayFailsTheStepWithinItsLimit() {
        cluster.deployment("web", "shop:2", 1);
        Step.Outside step = note(Duration.ofMillis(200));
        cluster.between(wire -> new Disturbed(wire, _ -> true, Disturbed.What.UNANSWERED));

        assertThatThrownBy(() -> new PauseWork(cluster::open).perform(step, RUN, new MemoryDiary()))
                .hasMessageContaining(
                        "gave no answer to GET apis/apps/v1/namespaces/shop/deployments/web")
                .hasMessageEndingWith("connection refused")
                .extracting(e -> ((BackoutException) e).code())
                .isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
        assertThatThrownBy(() -> new PauseWork(cluster::open).undo(step, RUN))
                .hasMessageStartingWith(
                        "1 of 1 objects could not be given back, they are still paused");
    }

    @Test
    void whatSomebodyElseChangesInBetweenStays() {
        cluster.deployment("web", "shop:2", 1);
        Step.Outside step = note(Duration.ofSeconds(20));
        cluster.between(wire ->
                Meddled.twice(wire, json -> cluster.patch(ObjectKind.DEPLOYMENT, "web", json)));

        new PauseWork(cluster::open).perform(step, RUN, new MemoryDiary());

        ObjectNode now = cluster.get(ObjectKind.DEPLOYMENT, "web");
        assertThat(now.at("/metadata/labels/team").asText()).isEqualTo("t0");
        assertThat(replicas()).isZero();
    }

    @Test
    void aNumberThatSomebodySetMeanwhileIsNotOverwritten() {
        cluster.deployment("web", "shop:2", 1);
        Step.Outside step = note(Duration.ofSeconds(20));
        PauseWork work = new PauseWork(cluster::open);
        work.perform(step, RUN, new MemoryDiary());
        cluster.patch(ObjectKind.DEPLOYMENT, "web", "{\"spec\":{\"replicas\":2}}");

        assertThat(work.undo(step, RUN).what())
                .contains("somebody changed replicas to 2 meanwhile, which stays; it was 1");
        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void anotherClusterIsNotTouched() {
        cluster.deployment("web", "shop:2", 1);
        Step.Outside step = note(Duration.ofSeconds(20));
        try (TestCluster other = new TestCluster()) {
            other.deployment("api", "shop:2", 1);
            other.deployment("web", "shop:2", 1);

            assertThatThrownBy(
                            () -> new PauseWork(other::open).perform(step, RUN, new MemoryDiary()))
                    .hasMessageContaining("is not the one that was noted");
        }
    }

    @Test
    void aPauseThatWasNeverGivenBackIsSeenThrough() {
        cluster.deployment("web", "shop:2", 1);
        scaler();
        ObjectNode web = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        ObjectNode scaler = cluster.plain(ObjectKind.AUTOSCALER, "web");
        PauseWork work = new PauseWork(cluster::open);
        work.perform(note(Duration.ofSeconds(20)), "01M7Z59AKVE196KMHCATBQTP00", new MemoryDiary());

        Step.Outside step = note(Duration.ofSeconds(20));
        work.perform(step, RUN, new MemoryDiary());
        work.undo(step, RUN);

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(web);
        assertThat(cluster.plain(ObjectKind.AUTOSCALER, "web")).isEqualTo(scaler);
    }

    @Test
    void aNoteThatWasCopiedFromAnOldReplicaSetSaysNothing() {
        cluster.deployment("web", "shop:2", 1);
        cluster.patch(
                ObjectKind.DEPLOYMENT,
                "web",
                """
                {"metadata": {"annotations": {"backout.dev/paused": "{\\"run\\":\\"01M0\\",\\"settings\\":[{\\"path\\":[\\"spec\\",\\"replicas\\"],\\"before\\":7,\\"during\\":1}]}"},
                 "managedFields": [{"manager": "kubectl-rollout", "fieldsV1":
                  {"f:metadata": {"f:annotations": {"f:backout.dev/paused": {}}}}}]}}
                """);
        Step.Outside step = note(Duration.ofSeconds(20));

        assertThat(new PauseWork(cluster::open).foresee(step))
                .containsExactly("deployment shop/web: replicas from 1 to 0");
    }

    @Test
    void podsThatDoNotEndStopTheRun() {
        cluster.deployment("web", "shop:2", 1);
        Step.Outside step = note(Duration.ofMillis(300));
        cluster.controllers().sleep(true);

        assertThatThrownBy(() -> new PauseWork(cluster::open).perform(step, RUN, new MemoryDiary()))
                .hasMessage("deployment shop/web: 1 pods left after 0 s");
    }

    private void scaler() {
        cluster.add(
                ObjectKind.AUTOSCALER,
                """
                {"metadata": {"name": "web", "namespace": "shop"},
                 "spec": {"minReplicas": 2, "maxReplicas": 9,
                  "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}}
                """);
    }

    private Step.Outside note(Duration limit) {
        PauseEntry entry =
                new PauseEntry.Scale(List.of(new ObjectName(ObjectKind.DEPLOYMENT, null, "web")));
        try (Cluster open = cluster.open()) {
            Step.Outside step =
                    KubernetesPause.note(open, List.of(entry), List.of(), Duration.ofSeconds(20))
                            .step();
            List<String> arguments = new java.util.ArrayList<>(step.arguments());
            arguments.set(0, limit.toString());
            return new Step.Outside(step.kind(), step.title(), arguments);
        }
    }

    private int replicas() {
        return cluster.get(ObjectKind.DEPLOYMENT, "web").at("/spec/replicas").asInt();
    }
}
