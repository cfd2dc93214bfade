package dev.backout.demo.shop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// People who order in the shop, and look at what they ordered, until they are told to stop. Where
/// one process does not take the connection the next one is asked, as a load balancer does; nothing
/// else is tried again, and everything is written down.
public final class Visitors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("\"id\": (\\d+)");
    private static final int USERS = 1500;
    private static final int PRODUCTS = 300;

    private final List<URI> addresses;
    private final long rest;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final ConcurrentLinkedQueue<Visit> visits = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean wanted = true;

    /// @param addresses where the shop answers
    /// @param rest how long each rests between two requests
    public Visitors(List<URI> addresses, Duration rest) {
        this.addresses = List.copyOf(addresses);
        this.rest = rest.toMillis();
    }

    /// They come.
    public void start(int count) {
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(this::visit));
        }
    }

    /// All requests until now.
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    /// All orders that were acknowledged.
    public List<Order> orders() {
        return List.copyOf(orders);
    }

    private void visit() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            long last = 1;
            while (wanted) {
                int user = 1 + random.nextInt(USERS);
                int product = 1 + random.nextInt(PRODUCTS);
                last = order(user, product, last);
                Thread.sleep(rest);
                look(last);
                Thread.sleep(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the id of the order, or the last one when it was not taken
    private long order(int user, int product, long last) throws InterruptedException {
        Answer answer =
                sent(true, "POST", "/orders?user=%d&product=%d".formatted(user, product), 201);
        Matcher id = ID.matcher(answer.body());
        if (answer.status() != 201 || !id.find()) {
            return last;
        }
        long made = Long.parseLong(id.group(1));
        orders.add(new Order(made, user, product, Instant.now()));
        return made;
    }

    private void look(long id) throws InterruptedException {
        sent(false, "GET", "/orders/" + id, 200);
    }

    private record Answer(int status, String body) {}

    private Answer sent(boolean write, String method, String path, int expected)
            throws InterruptedException {
        Instant at = Instant.now();
        Answer answer = asked(method, path);
        visits.add(
                new Visit(
                        at,
                        write,
                        answer.status(),
                        answer.status() == expected ? "" : trouble(method, path, answer)));
        return answer;
    }

    private Answer asked(String method, String path) throws InterruptedException {
        int first = ThreadLocalRandom.current().nextInt(addresses.size());
        Answer answer = new Answer(0, "nobody there");
        for (int i = 0; i < addresses.size(); i++) {
            URI to = addresses.get((first + i) % addresses.size()).resolve(path);
            HttpRequest request =
                    HttpRequest.newBuilder(to)
                            .timeout(PATIENCE)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            try {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                return new Answer(response.statusCode(), response.body());
            } catch (ConnectException e) {
                answer = new Answer(0, "nobody took the connection");
            } catch (IOException e) {
                return new Answer(0, "the connection broke");
            }
        }
        return answer;
    }

    private static String trouble(String method, String path, Answer answer) {
        String what = method + path.replaceFirst("\\?.*|/\\d+$", "").replaceFirst("/", " /");
        return "%s: %s".formatted(what, answer.status() == 0 ? answer.body() : said(answer));
    }

    private static String said(Answer answer) {
        return "%d %s".formatted(answer.status(), answer.body());
    }

    @Override
    public void close() {
        wanted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        http.close();
    }
}
