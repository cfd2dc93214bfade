package dev.backout.message;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on this machine that takes messages and remembers them. It answers as it was told to,
/// and 200 when it was told nothing more.
public final class Recorder implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /// A request.
    public record Received(String path, Map<String, List<String>> headers, String body) {}

    /// What to answer.
    ///
    /// @param status negative: never
    private record Answer(int status, Map<String, String> headers) {}

    public Recorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /// Where it listens. The path stands for what is secret about an address.
    public String url() {
        return "http://127.0.0.1:%d/services/T0/B0/s3cr3t".formatted(server.getAddress().getPort());
    }

    /// The next request is answered so.
    public Recorder answering(int status, Map<String, String> headers) {
        answers.add(new Answer(status, headers));
        return this;
    }

    /// The next request gets no answer.
    public Recorder hanging() {
        return answering(-1, Map.of());
    }

    /// What came so far.
    public List<Received> received() {
        return List.copyOf(received);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(
                new Received(
                        exchange.getRequestURI().getPath(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body));
        Answer answer = answers.poll();
        if (answer != null && answer.status() < 0) {
            hang();
        }
        if (answer != null) {
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        }
        exchange.sendResponseHeaders(answer == null ? 200 : Math.abs(answer.status()), -1);
        exchange.close();
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
