package dev.backout.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// HTTP gates, against servers that are well, and that are not in every way.
class HttpGateTest {
    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private GateScene scene;

    @BeforeEach
    void scene() {
        scene = GateScene.withoutDatabase(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void everyInstanceHasToAnswerSeveralTimesInARow() throws IOException {
        AtomicInteger one = new AtomicInteger();
        AtomicInteger two = new AtomicInteger();
        List<String> urls =
                List.of(
                        server(exchange -> say(exchange, 200, "fine " + one.incrementAndGet())),
                        server(exchange -> say(exchange, 200, "fine " + two.incrementAndGet())));
        Gate gate =
                new Gate.Http(
                        "ready", urls, Map.of(), 200, "fine", Map.of(), second(), times(3, 5_000));
        assertThat(scene.perform(gate))
                .isEqualTo("2 instances answer as they have to, 3 times in a row");
        assertThat(one).hasValue(3);
        assertThat(two).hasValue(3);
        assertThat(scene.progress)
                .containsExactly(
                        "2 instances answer as they have to, 1 of 3 times",
                        "2 instances answer as they have to, 2 of 3 times");
    }

    @Test
    void flappingHealthBeginsAnewAndFailsInTheEnd() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        String flapping =
                server(exchange ->
                        say(exchange, asked.incrementAndGet() % 3 == 0 ? 503 : 200, "ok"));
        refused(
                gate(flapping, times(3, 700)),
                ErrorCode.GATE_FAILED,
                "did not hold 3 times in a row|503");
        assertThat(asked.get()).isGreaterThan(5);
        AtomicInteger mending = new AtomicInteger();
        String mends =
                server(exchange -> say(exchange, mending.incrementAndGet() == 3 ? 503 : 200, "ok"));
        assertThat(scene.perform(gate(mends, times(3, 5_000)))).contains("3 times in a row");
        assertThat(mending).as("two, one that fails, and three in a row").hasValue(6);
    }

    @Test
    void oneInstanceThatIsDownFailsTheGateAndIsNamed() throws IOException {
        String well = server(exchange -> say(exchange, 200, ""));
        Gate gate =
                new Gate.Http(
                        "ready",
                        List.of(well, "http://127.0.0.1:1/health"),
                        Map.of(),
                        200,
                        null,
                        Map.of(),
                        second(),
                        times(1, 100));
        refused(gate, ErrorCode.GATE_FAILED, "127.0.0.1:1: nobody listens");
    }

    @Test
    void jsonIsAskedByPointers() throws IOException {
        String url =
                server(exchange ->
                        say(exchange, 200, "{\"status\": \"up\", \"parts\": [{\"lag\": 3}]}"));
        assertThat(scene.perform(json(url, Map.of("/status", "up", "/parts/0/lag", "3"))))
                .contains("answers as it has to");
        refused(
                json(url, Map.of("/status", "ok")),
                ErrorCode.GATE_FAILED,
                "/status is up instead of ok");
        refused(json(url, Map.of("/gone", "ok")), ErrorCode.GATE_FAILED, "the body has no /gone");
        String text = server(exchange -> say(exchange, 200, "OK"));
        refused(json(text, Map.of("/status", "up")), ErrorCode.GATE_FAILED, "the body is no JSON");
    }

    @Test
    void noRedirectIsFollowed() throws IOException {
        String url =
                server(exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", "https://login.example.com/?state=4711");
                    say(exchange, 302, "");
                });
        refused(
                gate(url, times(1, 100)),
                ErrorCode.GATE_FAILED,
                "status 302 instead of 200, and leads to https://login.example.com/\\?...; no"
                        + " redirect");
    }

    @Test
    void secretsOfHeadersAreSentAndNeverTold() throws IOException {
        String url =
                server(exchange ->
                        say(
                                exchange,
                                200,
                                "{\"echo\": \""
                                        + exchange.getRequestHeaders().getFirst("Authorization")
                                        + "\"}"));
        Gate gate =
                new Gate.Http(
                        "ready",
                        List.of(url),
                        Map.of("Authorization", "Bearer ${env:TOKEN}"),
                        200,
                        null,
                        Map.of("/echo", "nothing"),
                        second(),
                        times(1, 100));
        assertThat(GateWork.step(gate).toString())
                .contains("${env:TOKEN}")
                .doesNotContain("s3cr3t");
        refused(gate, ErrorCode.GATE_FAILED, "/echo is Bearer *** instead of nothing");
        assertThat(scene.progress).noneMatch(line -> line.contains("s3cr3t"));
    }

    @Test
    void oneThatNeverAnswersIsNotWaitedFor() throws IOException {
        String silent = raw(socket -> drain(socket.getInputStream()));
        String dripping =
                raw(socket -> {
                    for (int i = 0; i < 1_000; i++) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nX: y\r\n".charAt(i % 22));
                        socket.getOutputStream().flush();
                        pause(20);
                    }
                });
        String handshaking =
                raw(socket -> {
                    socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
                    for (int i = 0; i < 1_000; i++) {
                        socket.getOutputStream().write(0);
                        pause(20);
                    }
                });
        for (String url : List.of(silent, dripping, handshaking.replace("http:", "https:"))) {
            Gate gate =
                    new Gate.Http(
                            "ready",
                            List.of(url),
                            Map.of(),
                            200,
                            null,
                            Map.of(),
                            Duration.ofMillis(150),
                            times(1, 400));
            refused(gate, ErrorCode.GATE_FAILED, "no answer within");
        }
    }

    @Test
    void ofABodyWithoutEndOnlyTheBeginningIsRead() throws IOException {
        AtomicLong sent = new AtomicLong();
        String url =
                raw(socket -> {
                    OutputStream out = socket.getOutputStream();
                    out.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 16_384; i++) {
                        out.write(new byte[65_536]);
                        sent.addAndGet(65_536);
                    }
                });
        refused(
                new Gate.Http(
                        "ready",
                        List.of(url),
                        Map.of(),
                        200,
                        "never",
                        Map.of(),
                        second(),
                        times(1, 50)),
                ErrorCode.GATE_FAILED,
                "the body does not hold \"never\", of which only the first MB was read");
        assertThat(sent).hasValueLessThan(100L << 20);
    }

    @Test
    void whatSpeaksNoHttpOrBreaksOffFails() throws IOException {
        refused(
                gate(
                        raw(socket ->
                                socket.getOutputStream()
                                        .write(
                                                "SSH-2.0-x\r\n"
                                                        .getBytes(StandardCharsets.US_ASCII))),
                        times(1, 50)),
                ErrorCode.GATE_FAILED,
                "what answers speaks no HTTP/1.1");
        refused(
                gate(
                        raw(socket ->
                                socket.getOutputStream()
                                        .write(
                                                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"
                                                        .getBytes(StandardCharsets.US_ASCII))),
                        times(1, 50)),
                ErrorCode.GATE_FAILED,
                "the answer ends in its middle");
    }

    @Test
    void aHandshakeThatBreaksOffFailsAndOneWithoutTlsIsLeftToAPerson() throws IOException {
        refused(
                gate(raw(_ -> {}).replace("http:", "https:"), times(1, 50)),
                ErrorCode.GATE_FAILED,
                "terminated the handshake|reset");
        refused(
                gate(
                        raw(socket ->
                                        socket.getOutputStream()
                                                .write(
                                                        "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                                .getBytes(
                                                                        StandardCharsets.US_ASCII)))
                                .replace("http:", "https:"),
                        times(1, 50)),
                ErrorCode.GATE_INCONCLUSIVE,
                "no secure connection");
    }

    @Test
    void aCertificateThatIsNotTrustedLeavesItToAPerson() throws Exception {
        refused(
                gate(secure(), times(1, 50)),
                ErrorCode.GATE_INCONCLUSIVE,
                "nobody can tell: localhost:\\d+: no secure connection: .*unable to find valid");
        refused(
                gate("https://no-such-name.invalid/", times(1, 50)),
                ErrorCode.GATE_INCONCLUSIVE,
                "the name no-such-name.invalid is not known here");
    }

    @Test
    void aPersonLetsItPass() {
        scene.pass("ready", "the load balancer is known to lie");
        assertThat(scene.perform(gate("http://127.0.0.1:1/", times(1, 50))))
                .isEqualTo("not asked, a person lets it pass: the load balancer is known to lie");
    }

    private void refused(Gate gate, ErrorCode code, String pattern) {
        assertThatThrownBy(() -> scene.perform(gate))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.getMessage())
                                    .containsPattern(pattern.replace("***", "\\*\\*\\*"));
                            assertThat(e.hints())
                                    .anyMatch(
                                            hint -> hint.contains("--pass-gate 'ready' --because"));
                        });
    }

    private static Gate gate(String url, Rhythm rhythm) {
        return new Gate.Http(
                "ready", List.of(url), Map.of(), 200, null, Map.of(), second(), rhythm);
    }

    private static Gate json(String url, Map<String, String> values) {
        return new Gate.Http(
                "ready", List.of(url), Map.of(), 200, null, values, second(), times(1, 50));
    }

    private static Rhythm times(int times, long timeoutMillis) {
        return GateScene.times(times, timeoutMillis);
    }

    private static Duration second() {
        return Duration.ofSeconds(1);
    }

    @FunctionalInterface
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    @FunctionalInterface
    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private String server(Handler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler::handle);
        server.start();
        open.add(() -> server.stop(0));
        return "http://127.0.0.1:%d/health/ready".formatted(server.getAddress().getPort());
    }

    private String raw(Talk talk) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual()
                .start(() -> {
                    while (!server.isClosed()) {
                        try (Socket socket = server.accept()) {
                            talk.with(socket);
                        } catch (IOException e) {
                            assertThat(e).as("the other side has seen enough").isNotNull();
                        }
                    }
                });
        return "http://127.0.0.1:%d/".formatted(server.getLocalPort());
    }

    private String secure() throws IOException, GeneralSecurityException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                keys.toString())
                        .redirectErrorStream(true)
                        .start();
        drain(keytool.getInputStream());
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        open.add(() -> server.stop(0));
        assertThat(Files.exists(keys)).isTrue();
        return "https://localhost:%d/".formatted(server.getAddress().getPort());
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
