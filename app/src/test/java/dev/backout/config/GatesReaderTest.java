package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.gate.Gate;
import dev.backout.gate.Rhythm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `gates:` of backout.yaml.
class GatesReaderTest {
    @Test
    void readsEveryKind() {
        List<Gate> gates =
                read(
                        """
                        gates:
                          - http:
                              name: ready
                              url: [http://a/ready, 'https://${env:HOST}/ready']
                              headers: {Authorization: 'Bearer ${env:TOKEN}', Accept: text/html}
                              status: 204
                              contains: ok
                              json: {/status: up, /lag: 0, /error: }
                              within: 300ms
                              times: 5
                              interval: 2s
                              timeout: 3m
                          - sql: {sql: select 1, expect: 1}
                          - write: {name: w, do: insert into t values (1), sql: select 1, expect: 1, cleanup: delete from t}
                          - command: {name: c, do: ./check, environment: {A: b}}
                        """);
        assertThat(gates)
                .containsExactly(
                        new Gate.Http(
                                "ready",
                                List.of("http://a/ready", "https://${env:HOST}/ready"),
                                Map.of(
                                        "Authorization",
                                        "Bearer ${env:TOKEN}",
                                        "Accept",
                                        "text/html"),
                                204,
                                "ok",
                                Map.of("/status", "up", "/lag", "0", "/error", "null"),
                                Duration.ofMillis(300),
                                new Rhythm(5, Duration.ofSeconds(2), Duration.ofMinutes(3))),
                        new Gate.Sql(
                                "select 1",
                                "select 1",
                                "1",
                                new Rhythm(1, Duration.ofSeconds(1), Duration.ofSeconds(10))),
                        new Gate.Write(
                                "w",
                                "insert into t values (1)",
                                "select 1",
                                "1",
                                "delete from t",
                                new Rhythm(1, Duration.ofSeconds(1), Duration.ofMinutes(1))),
                        new Gate.Command(
                                "c",
                                "./check",
                                Map.of("A", "b"),
                                new Rhythm(1, Duration.ofSeconds(5), Duration.ofMinutes(5))));
        assertThat(read("gates:\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{htp: {url: a}} | gates[0].htp is not a setting",
                "{http: {url: 'http://a'}, sql: {sql: b, expect: 1}} | gates has in each entry one",
                "{http: {urls: a}} | gates[0].http.urls is not a setting",
                "{http: {url: a}} | url begins with http:// or https://",
                "{http: {url: '${URL}'}} | url begins with http:// or https://, unlike ${URL}",
                "{http: {url: []}} | http.url is missing",
                "{http: {url: 'http://a b/'}} | url is no URL: Illegal character",
                "{http: {url: 'http://a', within: 0s}} | within is a time of more than nothing",
                "{http: {url: 'http://a', contains: '${env:A}'}} | contains is taken as it is",
                "{http: {url: 'http://u:pw@a/'}} | url holds a password",
                "{http: {url: 'http://a', headers: {X-Api-Key: abc}}} | X-Api-Key is a secret",
                "{http: {url: 'http://a', status: 99}} | status is a status of HTTP",
                "{http: {url: 'http://a', json: {status: up}}} | status is no JSON pointer",
                "{sql: {sql: select 1}} | expect is missing",
                "{sql: {sql: select 1; select 2, expect: 1}} | sql is one statement",
                "{write: {name: a, do: b, sql: c, expect: 1}} | cleanup is missing",
                "{write: {name: a, do: \"alter role r password 'x'\", sql: c, expect: 1, cleanup:"
                        + " d}} | do is SQL, which is journalled",
                "{command: {name: a}} | do is missing",
                "{sql: {sql: select 1, expect: 1}}, {sql: {sql: select 1, expect: 2}} | as that of"
                        + " another gate",
            })
    void refusesTheRest(String entries, String message) {
        assertThatThrownBy(() -> read("gates: [" + entries + "]"))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining(message);
    }

    private static List<Gate> read(String yaml) {
        return GatesReader.read(YamlBlock.of("backout.yaml", yaml), "gates");
    }
}
