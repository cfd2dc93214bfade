package dev.backout.integration.prometheus;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Prometheus, the package `prometheus` of Debian, that asks us for numbers every second.
public final class RealPrometheus implements AutoCloseable {
    private final HttpServer target;
    private final int port;
    private final Process process;
    private final Map<String, Double> numbers = new ConcurrentHashMap<>();

    private RealPrometheus(HttpServer target, int port, Process process) {
        this.target = target;
        this.port = port;
        this.process = process;
    }

    /// Starts one. Where there is none the test is skipped, and says so.
    public static RealPrometheus start(Path folder) throws IOException {
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/prometheus", "/usr/local/bin/prometheus")
                        .anyMatch(program -> Files.isExecutable(Path.of(program))),
                "a real Prometheus is watched, and there is none in /usr/bin or /usr/local/bin: on"
                        + " Debian, apt-get install prometheus");
        InetAddress here = InetAddress.getLoopbackAddress();
        HttpServer target = HttpServer.create(new InetSocketAddress(here, 0), 0);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, here)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: shop
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """
                        .formatted(target.getAddress().getPort()));
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        RealPrometheus real = new RealPrometheus(target, port, process);
        target.createContext(
                "/metrics",
                exchange -> {
                    StringBuilder text = new StringBuilder();
                    real.numbers.forEach((name, value) ->
                            text.append(name).append(' ').append(value).append('\n'));
                    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
                    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        target.start();
        return real;
    }

    /// What it is to be told from now on.
    public void set(String name, double value) {
        numbers.put(name, value);
    }

    /// Its URL.
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Waits until it says that of a query.
    public void until(String query, double value) throws InterruptedException {
        Prometheus asked = new Prometheus(url(), Map.of(), java.time.Duration.ofSeconds(5));
        for (int tries = 0; tries < 300; tries++) {
            if (asked.now(query) instanceof Reading.Numbers(java.util.List<Reading.Point> points)
                    && points.getLast().value() == value) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(
                "Prometheus does not say " + value + ": " + asked.now(query));
    }

    /// Ends it, as a crash does.
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
        target.stop(0);
    }
}
