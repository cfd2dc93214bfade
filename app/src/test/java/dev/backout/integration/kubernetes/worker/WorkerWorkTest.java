package dev.backout.integration.kubernetes.worker;

import static org.assertj.core.api.Assertions.assertThat;

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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WorkerWorkTest {
    private static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";
    private static final ObjectName MAILER = new ObjectName(ObjectKind.DEPLOYMENT, null, "mailer");
    private static final String ENV = "/spec/template/spec/containers/0/env";

    private final TestCluster cluster = new TestCluster();
    private final WorkerWork work = new WorkerWork(cluster::open);
    private final PauseWork pauses = new PauseWork(cluster::open);

    @BeforeEach
    void worker() {
        cluster.deployment("mailer", "shop:1", 3);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void goesOnPodByPodUntilItIsAsBefore() {
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
        Step.Outside hold = hold();
        List<Step.Outside> steps = steps(null, 1, 2, 3, 9);
        assertThat(steps)
                .extracting(Step.Outside::title)
                .containsExactly(
                        "let deployment shop/mailer go on with 1 pod",
                        "let deployment shop/mailer go on with 2 pods");
        pauses.perform(hold, RUN, new MemoryDiary());

        assertThat(work.perform(steps.getFirst(), RUN, new MemoryDiary()))
                .isEqualTo("deployment shop/mailer: 1 of 1 pods serve");
        assertThat(work.perform(steps.getLast(), RUN, new MemoryDiary()))
                .isEqualTo("deployment shop/mailer: 2 of 2 pods serve");
        pauses.undo(hold, RUN);

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(before);
    }

    @Test
    void goesOnWithAVariableThatIsTakenAwayInTheEnd() {
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
        Step.Outside hold = hold();
        pauses.perform(hold, RUN, new MemoryDiary());
        for (Step.Outside step : steps("CONCURRENCY", 1, 4)) {
            assertThat(work.perform(step, RUN, new MemoryDiary()))
                    .isEqualTo("deployment shop/mailer: 3 of 3 pods serve");
            assertThat(work.undo(step, RUN).undone()).isTrue();
        }
        assertThat(cluster.get(ObjectKind.DEPLOYMENT, "mailer").at(ENV).toString())
                .contains("{\"name\":\"CONCURRENCY\",\"value\":\"4\"}");

        pauses.undo(hold, RUN);

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(before);
    }

    @Test
    void whatSomebodyGaveBackIsNotChangedAndDoesNotStopTheRun() {
        ObjectNode before = cluster.plain(ObjectKind.DEPLOYMENT, "mailer");
        Step.Outside hold = hold();
        pauses.perform(hold, RUN, new MemoryDiary());
        pauses.undo(hold, RUN);

        for (Step.Outside step : List.of(steps(null, 1).getFirst(), steps("N", 1).getFirst())) {
            assertThat(work.perform(step, RUN, new MemoryDiary()))
                    .isEqualTo(
                            "deployment shop/mailer is not held any more: somebody gave it back,"
                                    + " and it stays so");
        }

        assertThat(cluster.plain(ObjectKind.DEPLOYMENT, "mailer")).isEqualTo(before);
    }

    private List<Step.Outside> steps(@Nullable String variable, Integer... steps) {
        try (Cluster open = cluster.open()) {
            return WorkerWork.steps(
                    open,
                    new KubernetesWorker(
                            MAILER, variable, List.of(), List.of(steps), Duration.ofSeconds(20)));
        }
    }

    private Step.Outside hold() {
        try (Cluster open = cluster.open()) {
            return KubernetesPause.note(
                            open,
                            List.of(new PauseEntry.Scale(List.of(MAILER))),
                            List.of(),
                            Duration.ofSeconds(20))
                    .lastDoor()
                    .shut();
        }
    }
}
