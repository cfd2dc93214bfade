package dev.backout.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.backout.database.DatabaseAddress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process of the shop. `POST /orders?user=7&product=9` takes an order and answers its id, `GET
/// /orders/1` tells what it costs, `GET /health/ready` whether the process can work.
///
/// While the file of its flag READ_ONLY_MODE exists it takes no orders, and says so with 503.
public final class ShopServer {
    /// The variable with the database's URL.
    static final String URL = "DATABASE_URL";

    private static final String ITEM =
            "insert into order_items (order_id, product_id, price_cents)"
                    + " select ?, id, price_cents from products where id = ?";
    private static final Pattern ORDER = Pattern.compile("user=(\\d+)&product=(\\d+)");
    private static final Pattern ONE = Pattern.compile("/orders/(\\d{1,9})");

    /// A transaction that may only read.
    private static final String READ_ONLY = "25006";

    /// How long what is being answered may take when the process ends.
    private static final int DRAIN_SECONDS = 2;

    private final Release release;
    private final Sessions sessions;
    private final Path flag;
    private final Path log;

    private ShopServer(Release release, Sessions sessions, Path flag) {
        this.release = release;
        this.sessions = sessions;
        this.flag = flag;
        this.log = flag.resolveSibling("access.log");
    }

    /// Serves until its standard input ends, or it is asked to end.
    ///
    /// @param arguments the release, the port, and the file that stands for READ_ONLY_MODE
    public static void main(String... arguments) throws IOException {
        Release release = Release.valueOf(arguments[0]);
        DatabaseAddress address = DatabaseAddress.parse(System.getenv(URL), Path.of(""));
        ShopServer shop = new ShopServer(release, Sessions.of(address), Path.of(arguments[2]));
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])),
                        0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/orders", exchange -> shop.noted(answer(exchange, shop::orders)));
        server.createContext("/health/ready", exchange -> answer(exchange, _ -> shop.ready()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(DRAIN_SECONDS)));
        server.start();
        while (System.in.read() >= 0) {
            // Nobody has anything to say to it; the end of the input is the end of whoever began.
        }
        System.exit(0);
    }

    /// An answer.
    private record Answer(int status, String body) {}

    private interface Page {
        Answer of(HttpExchange exchange) throws SQLException;
    }

    /// Connections are not kept, as behind a load balancer that drains: the next request goes to
    /// whoever is there then.
    private static int answer(HttpExchange exchange, Page page) throws IOException {
        Answer answer = answered(exchange, page);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
        return answer.status();
    }

    /// A line of the log that all processes share: the second, the status.
    private synchronized void noted(int status) throws IOException {
        Files.writeString(
                log,
                "%d %d\n".formatted(Instant.now().getEpochSecond(), status),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static Answer answered(HttpExchange exchange, Page page) {
        try {
            return page.of(exchange);
        } catch (SQLException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return READ_ONLY.equals(e.getSQLState())
                    ? new Answer(503, error("the database is read-only"))
                    : new Answer(500, error(why));
        }
    }

    private Answer orders(HttpExchange exchange) throws SQLException {
        Matcher one = ONE.matcher(exchange.getRequestURI().getPath());
        if (one.matches()) {
            return look(Integer.parseInt(one.group(1)));
        }
        Matcher order = ORDER.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        if (!exchange.getRequestMethod().equals("POST") || !order.matches()) {
            return new Answer(400, error("POST /orders?user=N&product=N, or GET /orders/N"));
        }
        return Files.exists(flag)
                ? new Answer(503, error("READ_ONLY_MODE"))
                : order(Integer.parseInt(order.group(1)), Integer.parseInt(order.group(2)));
    }

    private Answer order(int user, int product) throws SQLException {
        long id =
                sessions.transaction(connection -> {
                    long made = number(connection, release.order(), user);
                    try (PreparedStatement item = connection.prepareStatement(ITEM)) {
                        item.setLong(1, made);
                        item.setInt(2, product);
                        item.executeUpdate();
                    }
                    return made;
                });
        return new Answer(201, "{\"id\": %d}".formatted(id));
    }

    private Answer look(int id) throws SQLException {
        String found =
                sessions.transaction(connection -> {
                    try (PreparedStatement look = connection.prepareStatement(release.look())) {
                        look.setInt(1, id);
                        ResultSet row = look.executeQuery();
                        return row.next()
                                ? "{\"user\": %d, \"total\": %d}"
                                        .formatted(row.getLong(1), row.getLong(2))
                                : "";
                    }
                });
        return found.isEmpty() ? new Answer(404, error("no such order")) : new Answer(200, found);
    }

    private Answer ready() {
        String status = "ready";
        try {
            sessions.transaction(
                    connection -> connection.createStatement().execute(release.ready()));
        } catch (SQLException e) {
            status = "not ready";
        }
        return new Answer(
                status.equals("ready") ? 200 : 503,
                "{\"status\": \"%s\", \"release\": \"%s\"}".formatted(status, release.word()));
    }

    private static long number(Connection connection, String sql, int parameter)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, parameter);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static String error(String why) {
        return "{\"error\": \"%s\"}".formatted(why.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
