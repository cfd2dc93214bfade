package dev.backout.integration.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// What is made of answers, also of those that no Prometheus gives.
class PrometheusTest {
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vector | [{\"metric\": {}, \"value\": [1.5, \"42\"]}] |"
                        + " Numbers[points=[Point[second=1.5, value=42.0]]]",
                "scalar | [1, \"-1.5e-3\"] | Numbers[points=[Point[second=1.0, value=-0.0015]]]",
                "vector | [{\"value\": [1, \"+Inf\"]}] | Numbers[points=[Point[second=1.0,"
                        + " value=Infinity]]]",
                "matrix | [{\"values\": [[1, \"2\"], [3, \"NaN\"]]}] |"
                        + " Numbers[points=[Point[second=1.0, value=2.0]]]",
                "vector | [{\"value\": [1, \"NaN\"]}] | Nothing[]",
                "vector | [] | Nothing[]",
                "vector | [{\"value\": [1, \"2\"]}, {\"value\": [1, \"3\"]}] | Trouble[why=the"
                        + " query answers 2 series where one is wanted: sum(...) makes one]",
                "vector | [{\"value\": [1, \"many\"]}] | Trouble[why=the query answers no number]",
                "string | [1, \"2\"] | Trouble[why=the query answers no number]",
            })
    void readsOneNumber(String type, String result, String reading) {
        body =
                "{\"status\": \"success\", \"warnings\": [\"slow\"], \"data\": {\"resultType\": \"%s\", \"result\": %s}}"
                        .formatted(type, result);
        assertThat(now()).hasToString(reading);
    }

    @Test
    void whatIsNoAnswerIsTrouble() {
        body = "<html>log in</html>";
        assertThat(now())
                .isEqualTo(new Reading.Trouble("what answers with status 200 is no Prometheus"));
        body = "";
        assertThat(now()).isEqualTo(new Reading.Trouble("Prometheus answers with status 200"));
        status = 422;
        body = "{\"status\": \"error\", \"error\": \"%s\"}".formatted("x".repeat(10_000));
        assertThat(now()).isEqualTo(new Reading.Trouble("Prometheus: " + "x".repeat(300)));
    }

    private Reading now() {
        return new Prometheus(
                        "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()),
                        Map.of(),
                        Duration.ofSeconds(5))
                .now("up");
    }
}
