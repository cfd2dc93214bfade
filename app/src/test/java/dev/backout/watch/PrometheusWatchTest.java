package dev.backout.watch;

import static dev.backout.watch.WatchScene.atLeast;
import static dev.backout.watch.WatchScene.below;
import static dev.backout.watch.WatchScene.query;
import static dev.backout.watch.WatchScene.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.prometheus.RealPrometheus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Watches of a real Prometheus, as long as it is there.
class PrometheusWatchTest {
    @TempDir Path folder;

    @Test
    void aRealPrometheusIsWatchedUntilItIsGone() throws IOException, InterruptedException {
        try (RealPrometheus prometheus = RealPrometheus.start(folder)) {
            prometheus.set("errors_ratio", 0.25);
            prometheus.set("orders{shop=\"a\"}", 30);
            prometheus.set("orders{shop=\"b\"}", 12);
            prometheus.until("sum(orders)", 42);
            String url = prometheus.url();

            assertThat(scene().watched(watch(150, 0, 0, query(url, "errors_ratio", below(1)))))
                    .contains("errors 0.25 to 0.25 (below 1)");
            assertThat(refused(url, "errors_ratio", 0.2).getMessage())
                    .isEqualTo("errors: 1 bad sample, 0 allowed; the last: 0.25, not below 0.2");
            assertThat(refused(url, "no_such_metric", 1).getMessage())
                    .endsWith("the last: no data");
            assertThat(refused(url, "errors_ratio * 0 / 0", 1).getMessage())
                    .endsWith("the last: no data");
            assertThat(refused(url, "sum(", 1).getMessage())
                    .contains("could not be had 1 time in a row: Prometheus: ", "parse error");
            assertThat(refused(url, "orders", 1).getMessage())
                    .contains("the query answers 2 series where one is wanted");

            WatchScene compared = scene();
            Watch watch = watch(100, 0, 0, query(url, "sum(orders)", atLeast(0.5)));
            assertThat(compared.before(watch)).isEqualTo("errors 42");
            assertThat(compared.watched(watch)).contains("errors 42 to 42");
            assertThat(WatchNotes.past("errors", compared.diary().lines()))
                    .as("what the plot begins with")
                    .isNotEmpty()
                    .allSatisfy(point -> assertThat(point.value()).isEqualTo(42));
            prometheus.set("orders{shop=\"a\"}", 0);
            prometheus.until("sum(orders)", 12);
            assertThat(
                            compared.refused(
                                            watch(
                                                    60_000,
                                                    0,
                                                    0,
                                                    query(url, "sum(orders)", atLeast(0.5))))
                                    .getMessage())
                    .contains("12, less than 21");

            prometheus.kill();
            BackoutException gone = refused(url, "errors_ratio", 1);
            assertThat(gone.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE);
            assertThat(gone.getMessage()).contains("errors could not be had", "nobody listens");
        }
    }

    private BackoutException refused(String url, String query, double below) {
        return scene().refused(watch(60_000, 0, 0, query(url, query, below(below))));
    }

    private WatchScene scene() {
        return WatchScene.in(folder);
    }
}
