package dev.backout.integration.kubernetes.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.TestCluster;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PauseWorkTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void scalesToZeroAndBackToTheNumberBefore() {
        cluster.deployment("web", "shop:2", 3);
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        KubernetesPause pause = note(new PauseEntry.Scale(List.of(web())));
        List<String> progress = new ArrayList<>();

        String paused =
                new PauseWork(cluster::open)
                        .perform(pause.step(), RUN, new MemoryDiary(progress::add));

        assertThat(paused).isEqualTo("deployment shop/web has no pod");
        assertThat(progress).contains("deployment shop/web: 3 pods left");
        assertThat(cluster.get(ObjectKind.DEPLOYMENT, "web").path("spec").path("replicas").asInt())
                .isZero();

        OutsideWork.Undone resumed = new PauseWork(cluster::open).undo(pause.step(), RUN);

        assertThat(resumed)
                .isEqualTo(new OutsideWork.Undone(true, "deployment shop/web: 3 of 3 pods serve"));
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(before);
    }

    @Test
    void setsVariablesAndTakesThemAwayAgain() {
        cluster.deployment("web", "shop:2", 2);
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        KubernetesPause pause =
                note(
                        new PauseEntry.Env(
                                Map.of("READ_ONLY_MODE", "true", "PORT", "8080"),
                                List.of(web()),
                                List.of()));

        new PauseWork(cluster::open).perform(pause.step(), RUN, new MemoryDiary());

        assertThat(
                        cluster.get(ObjectKind.DEPLOYMENT, "web")
                                .at("/spec/template/spec/containers/0/env")
                                .toString())
                .isEqualTo(
                        "[{\"name\":\"PORT\",\"value\":\"8080\"},{\"name\":\"READ_ONLY_MODE\",\"value\":\"true\"}]");

        new PauseWork(cluster::open).undo(pause.step(), RUN);

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(before);
    }

    /// A server leaves out a value that is empty: what it answers is what was set.
    @Test
    void aVariableMayBeEmpty() {
        cluster.deployment("web", "shop:2", 1);
        KubernetesPause pause =
                note(new PauseEntry.Env(Map.of("WRITES", ""), List.of(web()), List.of()));

        new PauseWork(cluster::open).perform(pause.step(), RUN, new MemoryDiary());

        assertThat(
                        cluster.get(ObjectKind.DEPLOYMENT, "web")
                                .at("/spec/template/spec/containers/0/env/1")
                                .toString())
                .isEqualTo("{\"name\":\"WRITES\"}");
    }

    @Test
    void aVariableThatWouldNotReachEveryPodIsRefused() {
        cluster.controllers().breaks("shop:2");
        cluster.deployment("web", "shop:2", 2);

        assertThatThrownBy(() ->
                        note(
                                new PauseEntry.Env(
                                        Map.of("READ_ONLY", "1"), List.of(web()), List.of())))
                .hasMessage(
                        "2 of 2 pods of deployment shop/web do not start: a rolling update would"
                                + " stop there, so a variable would not reach the others");
    }

    /// Nothing depends on it any more, and what else is shut waits behind it.
    @Test
    void givingBackDoesNotWaitForPodsThatDoNotStart() {
        cluster.deployment("web", "shop:2", 1);
        KubernetesPause pause = note(new PauseEntry.Scale(List.of(web())));
        new PauseWork(cluster::open).perform(pause.step(), RUN, new MemoryDiary());
        cluster.controllers().breaks("shop:2");

        assertThat(new PauseWork(cluster::open).undo(pause.step(), RUN).what())
                .startsWith("DOES NOT SERVE YET: deployment shop/web: ")
                .contains("ImagePullBackOff");
    }

    private KubernetesPause note(PauseEntry... entries) {
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entries), List.of(), LIMIT);
        }
    }

    private static ObjectName web() {
        return new ObjectName(ObjectKind.DEPLOYMENT, null, "web");
    }
}
