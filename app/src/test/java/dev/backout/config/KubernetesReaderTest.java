package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.integration.kubernetes.KubernetesSettings;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.pause.PauseEntry;
import dev.backout.integration.kubernetes.release.KubernetesRelease;
import dev.backout.integration.kubernetes.worker.KubernetesWorker;
import dev.backout.runbook.PauseWay;
import dev.backout.runbook.Release;
import dev.backout.runbook.Runbook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class KubernetesReaderTest {
    @Test
    void everythingThatSpeaksToAClusterIsRead() {
        Runbook runbook =
                read(
                        """
                        kubernetes: {context: production, namespace: shop, kubeconfig: ops/kube}
                        writes:
                          pause:
                            - env: {READ_ONLY_MODE: true}
                              on: [web, statefulSet/api]
                              container: app
                            - scale: worker
                              namespace: jobs
                            - suspend: [report]
                              jobs: leave
                        application:
                          - {deployment: web, to: 12, timeout: 2m}
                          - {deployment: api, to: previous}
                        workers:
                          - {deployment: mailer, concurrency: WORKERS, steps: [1, 4]}
                          - {statefulSet: ingestion}
                        """);

        assertThat(runbook.kubernetes())
                .isEqualTo(new KubernetesSettings("production", "shop", Path.of("/ops/kube")));
        assertThat(runbook.pausing().ways())
                .containsExactly(
                        new PauseWay.Kubernetes(
                                new PauseEntry.Env(
                                        Map.of("READ_ONLY_MODE", "true"),
                                        List.of(
                                                deployment("web"),
                                                new ObjectName(
                                                        ObjectKind.STATEFUL_SET, null, "api")),
                                        List.of("app"))),
                        new PauseWay.Kubernetes(
                                new PauseEntry.Scale(
                                        List.of(
                                                new ObjectName(
                                                        ObjectKind.DEPLOYMENT, "jobs", "worker")))),
                        new PauseWay.Kubernetes(
                                new PauseEntry.Suspend(
                                        List.of(
                                                new ObjectName(
                                                        ObjectKind.CRON_JOB, null, "report")),
                                        false)));
        assertThat(runbook.application())
                .containsExactly(
                        new Release.Kubernetes(
                                new KubernetesRelease(
                                        deployment("web"), "12", null, Duration.ofMinutes(2))),
                        new Release.Kubernetes(
                                new KubernetesRelease(
                                        deployment("api"), null, null, Duration.ofMinutes(5))));
        assertThat(runbook.workers())
                .containsExactly(
                        new KubernetesWorker(
                                deployment("mailer"),
                                "WORKERS",
                                List.of(),
                                List.of(1, 4),
                                Duration.ofMinutes(5)),
                        new KubernetesWorker(
                                new ObjectName(ObjectKind.STATEFUL_SET, null, "ingestion"),
                                null,
                                List.of(),
                                List.of(1),
                                Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kubernetes: {contxt: a} | kubernetes.contxt is not a setting
                    writes: {pause: [{env: {DB_PASSWORD: x}, on: web}]} | DB_PASSWORD is a switch such as READ_ONLY_MODE
                    writes: {pause: [{scale: pod/web}]} | scale names deployment/NAME or statefulSet/NAME, not pod/web
                    writes: {pause: [{suspend: a, jobs: kill}]} | jobs is wait or leave, not kill
                    workers: [{deployment: w, steps: [4, 1]}] | steps are numbers that grow
                    application: [{deployment: ../x}] | deployment is the name of a deployment, not ../x
                    """)
    void whatIsNotUnderstoodIsSaid(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining(message);
    }

    private static ObjectName deployment(String name) {
        return new ObjectName(ObjectKind.DEPLOYMENT, null, name);
    }

    private static Runbook read(String yaml) {
        return RunbookReader.read(YamlBlock.of("backout.yaml", yaml), Path.of("/"));
    }
}
