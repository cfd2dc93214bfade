package dev.backout.integration.kubernetes.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.TestCluster;
import dev.backout.integration.kubernetes.Transport;
import dev.backout.journal.Step;
import dev.backout.run.MemoryDiary;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Who would undo a pause rests meanwhile, and goes on as before; or the pause is refused.
class ControllersTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final PauseEntry SCALE =
            new PauseEntry.Scale(List.of(new ObjectName(ObjectKind.DEPLOYMENT, null, "web")));

    private final TestCluster cluster = new TestCluster();
    private final PauseWork work = new PauseWork(cluster::open);

    @BeforeEach
    void deployment() {
        cluster.deployment("web", "shop:2", 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    AUTOSCALER | {"minReplicas": 2, "scaleTargetRef": {"kind": "Deployment", "name": "web", "apiVersion": "apps/v1"}} | /spec/behavior/scaleUp/selectPolicy | Disabled
                    SCALED_OBJECT | {"scaleTargetRef": {"name": "web"}} | /metadata/annotations/autoscaling.keda.sh~1paused | true
                    APPLICATION | {"syncPolicy": {"automated": {"selfHeal": true}, "retry": {"limit": 5}}} | /spec/syncPolicy | {"retry":{"limit":5}}
                    KUSTOMIZATION | {"path": "./apps"} | /spec/suspend | true
                    HELM_RELEASE | {"suspend": false} | /spec/suspend | true
                    """)
    void restsMeanwhileAndGoesOnAsBefore(
            ObjectKind kind, String spec, String place, String meanwhile) {
        mark(kind);
        cluster.add(
                kind,
                """
                {"metadata": {"name": "keeper", "namespace": "shop"}, "spec": %s,
                 "status": {"resources": [{"kind": "Deployment", "name": "web", "namespace": "shop"}]}}
                """
                        .formatted(spec));
        ObjectNode before = cluster.plain(kind, "keeper");
        Step.Outside step = note(SCALE);
        assertThat(step.title())
                .isEqualTo(
                        "pause writes: suspend %s shop/keeper, scale to zero deployment shop/web"
                                .formatted(kind.word()));

        work.perform(step, RUN, new MemoryDiary());

        ObjectNode rests = cluster.get(kind, "keeper");
        assertThat(
                        rests.at(place).isObject()
                                ? rests.at(place).toString()
                                : rests.at(place).asText())
                .isEqualTo(meanwhile);

        work.undo(step, RUN);

        assertThat(cluster.plain(kind, "keeper")).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseMakesIsRefused() {
        cluster.patch(
                ObjectKind.DEPLOYMENT,
                "web",
                """
                {"metadata": {"ownerReferences": [{"apiVersion": "example.com/v1", "kind": "Shop",
                 "name": "shop", "uid": "1", "controller": true}]}}
                """);

        assertThatThrownBy(() -> note(SCALE))
                .hasMessageStartingWith(
                        "deployment shop/web is made by Shop shop, which would undo")
                .extracting(e -> ((BackoutException) e).code())
                .isEqualTo(ErrorCode.PAUSE_REFUSED);
    }

    @Test
    void anApplicationThatASetSwitchesOnAgainIsRefusedUnlessTheSetLooksAway() {
        cluster.add(
                ObjectKind.APPLICATION,
                """
                {"metadata": {"name": "shop", "namespace": "shop",
                  "ownerReferences": [{"kind": "ApplicationSet", "name": "shops", "uid": "1"}]},
                 "spec": {"syncPolicy": {"automated": {}}},
                 "status": {"resources": [{"kind": "Deployment", "name": "web", "namespace": "shop"}]}}
                """);
        cluster.add(
                ObjectKind.APPLICATION_SET,
                """
                {"metadata": {"name": "shops", "namespace": "shop"}, "spec": {"goTemplate": true}}
                """);

        assertThatThrownBy(() -> note(SCALE))
                .hasMessageStartingWith(
                        "application shop/shop is made by the application set shops");

        cluster.patch(
                ObjectKind.APPLICATION_SET,
                "shops",
                "{\"spec\": {\"ignoreApplicationDifferences\": [{\"jsonPointers\":"
                        + " [\"/spec/syncPolicy\"]}]}}");
        assertThat(note(SCALE).title()).contains("suspend application shop/shop");
    }

    @Test
    void aMarkOfArgoWithoutItsApplicationIsRefused() {
        mark(ObjectKind.APPLICATION);

        assertThatThrownBy(() -> note(SCALE))
                .hasMessage(
                        "deployment shop/web says that Argo CD keeps it, and no application that"
                                + " does is to be seen");
    }

    @ParameterizedTest
    @CsvSource({
        "patch, deployments, patch deployment shop/web",
        "list, pods, list pods in namespace shop"
    })
    void aRightThatIsMissingIsToldBeforeAnythingIsTouched(
            String verb, String resource, String told) {
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "web");
        cluster.between(wire -> new NoRight(wire, verb, resource));

        assertThatThrownBy(() -> note(SCALE))
                .hasMessage("the cluster does not let us " + told)
                .extracting(e -> ((BackoutException) e).code())
                .isEqualTo(ErrorCode.RIGHTS_MISSING);
        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "web")).isEqualTo(before);
    }

    @Test
    void cronJobsAreSuspendedAndTheirJobsWaitedFor() {
        cluster.add(
                ObjectKind.CRON_JOB,
                """
                {"metadata": {"name": "report", "namespace": "shop"}, "spec": {"schedule": "0 3 * * *"}}
                """);
        ObjectNode before = cluster.plain(ObjectKind.CRON_JOB, "report");
        cluster.add(
                ObjectKind.JOB,
                """
                {"metadata": {"name": "report-1", "namespace": "shop",
                  "ownerReferences": [{"kind": "CronJob", "name": "report", "uid": "%s"}]}, "spec": {}}
                """
                        .formatted(before.at("/metadata/uid").asText()));
        List<ObjectName> report = List.of(new ObjectName(ObjectKind.CRON_JOB, null, "report"));
        Step.Outside left = note(new PauseEntry.Suspend(report, false));
        Step.Outside waited = note(new PauseEntry.Suspend(report, true));

        assertThat(work.perform(left, RUN, new MemoryDiary()))
                .isEqualTo("cronJob shop/report is suspended, and still runs report-1");
        assertThat(
                        work.perform(
                                waited,
                                RUN,
                                new MemoryDiary(line -> {
                                    if (line.contains("still runs")) {
                                        cluster.end("report-1");
                                    }
                                })))
                .isEqualTo("cronJob shop/report is suspended");
        work.undo(waited, RUN);

        assertThat(cluster.plain(ObjectKind.CRON_JOB, "report")).isEqualTo(before);
    }

    /// The marks that Flux and Argo CD leave; the others leave none.
    private void mark(ObjectKind kind) {
        switch (kind) {
            case KUSTOMIZATION -> label("kustomize.toolkit.fluxcd.io");
            case HELM_RELEASE -> label("helm.toolkit.fluxcd.io");
            case APPLICATION ->
                    cluster.patch(
                            ObjectKind.DEPLOYMENT,
                            "web",
                            """
                            {"metadata": {"annotations":
                             {"argocd.argoproj.io/tracking-id": "keeper:apps/Deployment:shop/web"}}}
                            """);
            case AUTOSCALER,
                    SCALED_OBJECT,
                    DEPLOYMENT,
                    STATEFUL_SET,
                    REPLICA_SET,
                    CRON_JOB,
                    JOB,
                    POD,
                    APPLICATION_SET -> {}
        }
    }

    private void label(String group) {
        cluster.patch(
                ObjectKind.DEPLOYMENT,
                "web",
                "{\"metadata\": {\"labels\": {\"%1$s/name\": \"keeper\", \"%1$s/namespace\": \"shop\"}}}"
                        .formatted(group));
    }

    private Step.Outside note(PauseEntry entry) {
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(open, List.of(entry), List.of(), Duration.ofSeconds(20))
                    .step();
        }
    }

    /// A cluster that does not let us do one thing.
    private record NoRight(Transport wire, String verb, String resource) implements Transport {
        @Override
        public Answer send(Request request, Duration patience) throws IOException {
            return request.path().endsWith("selfsubjectaccessreviews")
                            && request.body().contains("\"verb\":\"%s\"".formatted(verb))
                            && request.body().contains("\"resource\":\"%s\"".formatted(resource))
                    ? new Answer(201, "{\"status\": {\"allowed\": false}}")
                    : wire.send(request, patience);
        }

        @Override
        public String server() {
            return wire.server();
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
