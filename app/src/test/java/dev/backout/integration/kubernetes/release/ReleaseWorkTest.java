package dev.backout.integration.kubernetes.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.TestCluster;
import dev.backout.integration.kubernetes.pause.KubernetesPause;
import dev.backout.integration.kubernetes.pause.PauseEntry;
import dev.backout.integration.kubernetes.pause.PauseWork;
import dev.backout.journal.Step;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class ReleaseWorkTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final ObjectName WEB = new ObjectName(ObjectKind.DEPLOYMENT, null, "web");
    private static final String IMAGE = "/spec/template/spec/containers/0/image";
    private static final String ENV = "/spec/template/spec/containers/0/env";

    private final TestCluster cluster = new TestCluster();
    private final ReleaseWork work = new ReleaseWork(cluster::open);
    private final PauseWork pauses = new PauseWork(cluster::open);

    @BeforeEach
    void twoReleases() {
        cluster.deployment("web", "shop:1", 1);
        deploy("shop:2");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aVariableThatPausesWritesIsNoReleaseToGoBackTo() {
        ObjectNode bad = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        Step.Outside pause =
                pause(new PauseEntry.Env(Map.of("READ_ONLY", "1"), List.of(WEB), List.of()));
        pauses.perform(pause, RUN, new MemoryDiary());
        Step.Outside step = step(null, Duration.ofSeconds(20));
        assertThat(step.title()).isEqualTo("put deployment shop/web back to revision 1 (shop:1)");

        assertThat(work.perform(step, RUN, new MemoryDiary()))
                .isEqualTo("deployment shop/web: 1 of 1 pods serve");

        ObjectNode paused = cluster.get(ObjectKind.DEPLOYMENT, "web");
        assertThat(paused.at(IMAGE).asText()).isEqualTo("shop:1");
        assertThat(paused.at(ENV).toString()).contains("READ_ONLY");

        pauses.undo(pause, RUN);

        ObjectNode old = bad.deepCopy();
        ((ObjectNode) old.at("/spec/template/spec/containers/0")).put("image", "shop:1");
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(old);
    }

    @Test
    void noPodOfTheBadReleaseStartsOnceAllAreGone() {
        Step.Outside step = step(null, Duration.ofSeconds(20));
        Step.Outside pause = pause(new PauseEntry.Scale(List.of(WEB)));
        pauses.perform(pause, RUN, new MemoryDiary());
        int before = cluster.controllers().started().size();

        assertThat(work.perform(step, RUN, new MemoryDiary()))
                .isEqualTo("deployment shop/web has no pod");
        pauses.undo(pause, RUN);

        List<String> started = cluster.controllers().started();
        assertThat(started.subList(before, started.size())).containsExactly("shop:1");
    }

    @Test
    void aRevisionOrAnImageMayBeNamed() {
        deploy("shop:3");
        assertThat(step(null, Duration.ofSeconds(20)).title()).endsWith("revision 2 (shop:2)");
        assertThat(step("1", Duration.ofSeconds(20)).title()).endsWith("revision 1 (shop:1)");
        assertThat(step("shop:1", Duration.ofSeconds(20)).title()).endsWith("revision 1 (shop:1)");
        Step.Outside other = step("shop:1.0.1", Duration.ofSeconds(20));
        assertThat(other.title()).endsWith("image shop:1.0.1");

        work.perform(other, RUN, new MemoryDiary());

        assertThat(cluster.get(ObjectKind.DEPLOYMENT, "web").at(IMAGE).asText())
                .isEqualTo("shop:1.0.1");
        assertThatThrownBy(() -> step("77", Duration.ofSeconds(20)))
                .hasMessage("deployment shop/web has no revision 77 to go back to");
    }

    @Test
    void givingTheRunUpBringsTheTemplateOfBeforeBack() {
        ObjectNode bad = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        Step.Outside step = step(null, Duration.ofSeconds(20));
        work.perform(step, RUN, new MemoryDiary());

        OutsideWork.Undone undone = work.undo(step, RUN);

        assertThat(undone.undone()).isTrue();
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(bad);
    }

    @Test
    void aReleaseThatNeverServesFailsWithThePodsReason() {
        cluster.controllers().breaks("shop:1");
        Step.Outside step = step(null, Duration.ofSeconds(2));

        assertThatThrownBy(() -> work.perform(step, RUN, new MemoryDiary()))
                .hasMessageMatching(
                        "deployment shop/web: 1 of 1 pods are new, 0 serve after 2 s: pod web-\\d+:"
                                + " ImagePullBackOff \\(Back-off pulling image shop:1\\)");
    }

    @Test
    void whatGitKeepsIsRefused() {
        cluster.patch(
                ObjectKind.DEPLOYMENT,
                "web",
                """
                {"metadata": {"labels": {"kustomize.toolkit.fluxcd.io/name": "apps",
                 "kustomize.toolkit.fluxcd.io/namespace": "shop"}}}
                """);
        cluster.add(
                ObjectKind.KUSTOMIZATION,
                """
                {"metadata": {"name": "apps", "namespace": "shop"}, "spec": {"path": "./apps"}}
                """);

        assertThatThrownBy(() -> step(null, Duration.ofSeconds(20)))
                .hasMessage(
                        "deployment shop/web is kept as it is in git by kustomization shop/apps,"
                                + " which would bring the bad release back");
    }

    private void deploy(String image) {
        String now = cluster.get(ObjectKind.DEPLOYMENT, "web").at(IMAGE).asText();
        cluster.replace(ObjectKind.DEPLOYMENT, "web", now, image);
        cluster.controllers().settle();
    }

    private Step.Outside step(@Nullable String to, Duration limit) {
        try (Cluster open = cluster.open()) {
            return ReleaseWork.step(open, new KubernetesRelease(WEB, to, null, limit));
        }
    }

    private Step.Outside pause(PauseEntry entry) {
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entry), List.of(), Duration.ofSeconds(20))
                    .step();
        }
    }
}
