package dev.backout.demo.shop;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One place where a process of the shop runs: always the same port, one release after the other.
/// For one thread at a time.
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GLANCE = 20;
    private static final int LOOK = 2_000;

    private final String url;
    private final Path flag;
    private final int port;
    private volatile String said = "";
    private @Nullable ChildProcess process;

    /// @param url of the database
    /// @param flag the file that stands for READ_ONLY_MODE
    Instance(String url, Path flag) {
        this.url = url;
        this.flag = flag;
        this.port = freePort();
    }

    /// Where it answers.
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Puts a release in the place of what runs: that ends first. Comes back when the new process
    /// is ready.
    void run(Release release) {
        close();
        ChildProcess started =
                ChildProcess.start(
                        command(release),
                        Map.of(ShopServer.URL, url),
                        null,
                        _ -> {},
                        line -> said = line);
        process = started;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!ready(release)) {
            if (!started.running() || System.nanoTime() > until) {
                throw BackoutException.of(
                        ErrorCode.STEP_FAILED,
                        "a process of the shop is not ready: " + (said.isEmpty() ? "?" : said));
            }
            rest();
        }
    }

    private List<String> command(Release release) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ShopServer.class.getName(),
                release.name(),
                Integer.toString(port),
                flag.toString());
    }

    private boolean ready(Release release) {
        try {
            var connection =
                    (HttpURLConnection) address().resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(LOOK);
            connection.setReadTimeout(LOOK);
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8)
                        .contains("\"release\": \"%s\"".formatted(release.word()));
            }
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        ChildProcess running = process;
        if (running != null) {
            running.close();
            process = null;
        }
    }

    private static void rest() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(ErrorCode.STEP_FAILED, "interrupted", List.of(), e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.STEP_FAILED,
                    "no port is free: " + e.getMessage(),
                    List.of("the demo needs a few ports on 127.0.0.1"),
                    e);
        }
    }
}
