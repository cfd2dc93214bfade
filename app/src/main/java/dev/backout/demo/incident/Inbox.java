package dev.backout.demo.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The incident channel: an HTTP server that takes messages, shows them and remembers them.
final class Inbox implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> ONCE = List.of("kind", "title", "text");

    private final HttpServer server;
    private final Consumer<String> show;
    private final List<String> kinds = new CopyOnWriteArrayList<>();
    private final Map<String, String> last = new HashMap<>();

    /// @param show is given each message as soon as it comes, without what stood in the one before
    Inbox(Consumer<String> show) {
        this.show = show;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /// Where messages are posted.
    String address() {
        return "http://127.0.0.1:%d/incidents".formatted(server.getAddress().getPort());
    }

    /// How many of each kind came, in the order in which the first ones did.
    Map<String, Integer> kinds() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
        return counts;
    }

    private void take(HttpExchange exchange) throws IOException {
        show(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private synchronized void show(JsonNode message) {
        kinds.add(message.path("kind").asText());
        StringBuilder text = new StringBuilder("  | ").append(message.path("title").asText());
        for (Map.Entry<String, JsonNode> fact : message.properties()) {
            String name = fact.getKey();
            String value = fact.getValue().asText();
            if (!ONCE.contains(name) && !value.isEmpty() && !value.equals(last.put(name, value))) {
                text.append("\n  |   %s: %s".formatted(name, value));
            }
        }
        show.accept(text.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
