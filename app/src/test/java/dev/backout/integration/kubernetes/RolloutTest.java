package dev.backout.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Consumer;

/// States of a rollout that a real cluster shows in between.
class RolloutTest {
    private static final ObjectRef WEB =
            new ObjectRef(ObjectKind.DEPLOYMENT, TestCluster.SHOP, "web");

    private final TestCluster cluster = new TestCluster();

    @BeforeEach
    void deployment() {
        cluster.deployment("web", "shop:1", 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void thatTheReleaseBeforeWasGivenUpSaysNothingOfThisOne() {
        givenUp("2026-01-01T00:00:00Z");
        cluster.replace(ObjectKind.DEPLOYMENT, "web", "shop:1", "shop:2");

        assertThat(await(Duration.ofSeconds(20), _ -> {}))
                .isEqualTo("deployment shop/web: 1 of 1 pods serve");
    }

    @Test
    void aReleaseThatIsGivenUpMeanwhileFailsAtOnce() {
        cluster.controllers().breaks("shop:2");
        cluster.replace(ObjectKind.DEPLOYMENT, "web", "shop:1", "shop:2");

        assertThatThrownBy(
                        () -> await(Duration.ofSeconds(20), _ -> givenUp("2026-01-01T00:10:00Z")))
                .hasMessageContaining("its controller has given up");
    }

    @Test
    void podsThatAreReadyButNotYetAvailableDoNotServe() {
        cluster.controllers().sleep(true);
        status("{\"availableReplicas\": null, \"readyReplicas\": 1}");

        assertThatThrownBy(() -> await(Duration.ofMillis(100), _ -> {}))
                .hasMessageStartingWith("deployment shop/web: 1 of 1 pods are new, 0 serve");
    }

    @Test
    void whatKeepsTheControllerFromMakingPodsIsTold() {
        cluster.controllers().sleep(true);
        status(
                """
                {"availableReplicas": 0, "conditions": [{"type": "ReplicaFailure", "status": "True",
                 "reason": "FailedCreate", "message": "exceeded quota: pods"}]}
                """);

        assertThatThrownBy(() -> await(Duration.ofMillis(100), _ -> {}))
                .hasMessageEndingWith("after 0 s: exceeded quota: pods");
    }

    @Test
    void podsOfACanaryThatTheSelectorTakesInAreSomebodyElses() {
        cluster.patch(ObjectKind.DEPLOYMENT, "web", "{\"spec\": {\"replicas\": 0}}");
        cluster.controllers().settle();
        cluster.controllers().sleep(true);
        cluster.add(
                ObjectKind.POD,
                """
                {"metadata": {"name": "web-canary-5b4f-x", "namespace": "shop",
                  "labels": {"app": "web", "track": "canary", "pod-template-hash": "5b4f"},
                  "ownerReferences": [{"kind": "ReplicaSet", "name": "web-canary-5b4f",
                   "uid": "1", "controller": true}]}, "spec": {}}
                """);

        assertThat(await(Duration.ofSeconds(5), _ -> {}))
                .isEqualTo("deployment shop/web has no pod");
    }

    private String await(Duration limit, Consumer<String> progress) {
        try (Cluster open = cluster.open()) {
            return new Rollout(open).await(WEB, Rollout.Goal.READY, Deadline.in(limit), progress);
        }
    }

    private void givenUp(String when) {
        status(
                """
                {"conditions": [{"type": "Progressing", "status": "False",
                 "reason": "ProgressDeadlineExceeded", "lastUpdateTime": "%s"}]}
                """
                        .formatted(when));
    }

    private void status(String json) {
        cluster.status(ObjectKind.DEPLOYMENT, "web", TestCluster.json(json));
    }
}
