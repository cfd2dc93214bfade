package dev.backout.demo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.cli.TypedDemo;
import dev.backout.demo.ShopDatabase;
import dev.backout.demo.ShopProject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// The evening from the bad deployment to the report, small: real processes, real requests, real
/// commands. What it prints is not held here.
class IncidentTest {
    private static final IncidentSettings SMALL =
            new IncidentSettings(2, 1, Duration.ofMillis(600), Duration.ofSeconds(1), 0);

    @Test
    void theEveningEndsWithEveryAcknowledgedOrderAndOpenDoors() {
        TypedDemo typed = new TypedDemo();
        IncidentEnd end;
        try (ShopDatabase database = ShopDatabase.start();
                ShopProject project = ShopProject.create(database.url())) {
            end =
                    new Incident(
                                    typed.out(),
                                    typed::run,
                                    database,
                                    project,
                                    SMALL,
                                    System.getenv("PATH"))
                            .tell();
        }
        assertThat(end.failed()).as(typed::story).isEmpty();
        assertThat(end.acknowledged()).as(typed::story).isPositive();
        assertThat(end.missing()).as(typed::story).isZero();
        assertThat(end.shut()).isEmpty();
        assertThat(end.differences()).isEmpty();
        assertThat(end.well()).as(typed::story).isTrue();

        Phase bad = end.phases().get(2);
        assertThat(bad.failedReads()).as("the view is gone").isPositive().isEqualTo(bad.reads());
        assertThat(bad.troubles().getFirst()).contains("\"order_totals\\\" does not exist");
        assertThat(end.phases().get(3).failedOrders()).as("orders are refused").isPositive();
        Phase again = end.phases().getLast();
        assertThat(again.orders()).isPositive();
        assertThat(again.failed()).as(typed::story).isZero();

        List<Paused.Part> parts = end.paused().parts();
        assertThat(end.paused().nobody())
                .as("nobody orders between the transaction and the last door")
                .isGreaterThan(Duration.between(parts.get(3).began(), parts.getLast().began()));
        assertThat(end.paused().rollout()).isPositive();
        // The deployment tells that it is done, too.
        assertThat(end.messages())
                .containsOnlyKeys("started", "writes-paused", "committed", "writes-resumed", "done")
                .containsEntry("started", 1)
                .containsEntry("committed", 1)
                .containsEntry("done", 2);
        assertThat(end.keyboard().confirmations()).isEqualTo(3);
        assertThat(IncidentJson.of(end).path("paused").path("millis").asLong()).isPositive();
    }
}
