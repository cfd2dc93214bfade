package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.watch.Bounds;
import dev.backout.watch.Metric;
import dev.backout.watch.Watch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `watch:` of backout.yaml.
class WatchReaderTest {
    @Test
    void readsAll() {
        assertThat(
                        read(
                                """
                                window: 30m
                                initialDelay: 1m
                                interval: 15s
                                failureLimit: 0
                                consecutiveErrors: 2
                                prometheus: {url: 'https://${env:PROM}/', headers: {Authorization: 'Bearer ${file:token}'}}
                                metrics:
                                  - {name: errors, query: 'sum(rate(x[1m]))', below: 0.01, above: -1e-3}
                                  - {name: orders, query: orders, baseline: {over: 1h, atLeast: 80%, atMost: 1.5}}
                                  - {name: slow, command: ./slow, environment: {A: b}, below: 5}
                                """))
                .isEqualTo(
                        new Watch(
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(15),
                                0,
                                2,
                                List.of(
                                        new Metric(
                                                "errors",
                                                query("sum(rate(x[1m]))"),
                                                new Bounds(-0.001, 0.01, null)),
                                        new Metric(
                                                "orders",
                                                query("orders"),
                                                new Bounds(
                                                        null,
                                                        null,
                                                        new Bounds.Baseline(
                                                                Duration.ofHours(1), 0.8, 1.5))),
                                        new Metric(
                                                "slow",
                                                new Metric.Source.Command(
                                                        "./slow", Map.of("A", "b")),
                                                new Bounds(null, 5.0, null)))));
        assertThat(read("")).isEqualTo(Watch.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "window: 15m | metrics is missing",
                "metrics: [{name: a, query: b}] | below is missing, or above, or baseline",
                "metrics: [{name: a, below: 1}] | query or command has to be there",
                "metrics: [{name: a, query: b, command: c, below: 1}] | and not both",
                "metrics: [{name: a, query: b, below: 1}] | prometheus.url is missing",
                "metrics: [{name: a, command: b, below: low}] | below is a number, not low",
                "metrics: [{name: a, command: b, baseline: {over: 5m}}] | atLeast is missing, or",
                "metrics: [{name: a, command: b, baseline: {atMost: some}}] | atMost is a part",
                "metrics: [{name: a, command: b, belw: 1}] | belw is not a setting",
                "metrics: [{name: a, command: b, below: 1}, {name: a, command: b, below: 1}] | as"
                        + " that of another",
                "{prometheus: {url: 'prometheus:9090'}, metrics: [{name: a, query: b, below: 1}]} |"
                        + " prometheus.url begins with http",
                "{prometheus: {url: 'http://h'}, metrics: [{name: a, query: b, environment: {A: b},"
                        + " below: 1}]} | environment belongs to a command",
                "metrics: [{name: a, query: 'x{a=\"${env:A}\"}', below: 1}] | query is taken as it"
                        + " is",
                "metrics: [{name: a, command: b, above: 2, below: 1}] | below is more than above",
                "metrics: [{name: a, command: b, baseline: {atLeast: 120%, atMost: 1.1}}] | atMost"
                        + " is not less than",
                "{failureLimit: -1, metrics: [{name: a, command: b, below: 1}]} | from 0 to 999",
                "{interval: 0s, metrics: [{name: a, command: b, below: 1}]} | interval is a time",
                "{prometheus: {url: 'http://u:pw@h'}, metrics: [{name: a, query: b, below: 1}]} |"
                        + " holds a password",
            })
    void refusesTheRest(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining(message);
    }

    private static Metric.Source query(String query) {
        return new Metric.Source.Query(
                "https://${env:PROM}/", Map.of("Authorization", "Bearer ${file:token}"), query);
    }

    private static Watch read(String yaml) {
        return WatchReader.read(YamlBlock.of("backout.yaml", yaml));
    }
}
