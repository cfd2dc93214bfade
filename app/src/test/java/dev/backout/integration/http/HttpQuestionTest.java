package dev.backout.integration.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// One name, several addresses: each is asked under that name.
class HttpQuestionTest {
    @Test
    void anAddressIsAskedUnderTheNameOfTheService() throws IOException {
        InetAddress second = InetAddress.getByName("127.0.0.2");
        HttpServer server = HttpServer.create(new InetSocketAddress(second, 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String text =
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestHeaders().getFirst("Host"),
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders().getFirst("X-Who"));
                    // 0: in chunks.
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        try {
            int port = server.getAddress().getPort();
            HttpQuestion question =
                    new HttpQuestion(
                            URI.create("http://shop.internal:%d/ready?deep=1".formatted(port)),
                            Map.of("X-Who", "me"),
                            Duration.ofSeconds(5),
                            1_000);
            assertThat(question.ask(second))
                    .isInstanceOfSatisfying(
                            HttpReply.Answered.class,
                            answered ->
                                    assertThat(answered.body())
                                            .isEqualTo(
                                                    "shop.internal:%d /ready?deep=1 me"
                                                            .formatted(port)));
            assertThat(question.ask(InetAddress.getByName("127.0.0.3")))
                    .isInstanceOf(HttpReply.Silent.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsGivenStandsInThePlaceOfWhatWouldBeSentAnyway() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> hosts = new CopyOnWriteArrayList<>();
        server.createContext(
                "/",
                exchange -> {
                    hosts.addAll(exchange.getRequestHeaders().get("Host"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        try {
            URI url = URI.create("http://localhost:%d/".formatted(server.getAddress().getPort()));
            assertThat(
                            new HttpQuestion(
                                            url,
                                            Map.of("host", "shop.example.com"),
                                            Duration.ofSeconds(5),
                                            1_000)
                                    .ask(server.getAddress().getAddress()))
                    .isInstanceOf(HttpReply.Answered.class);
        } finally {
            server.stop(0);
        }
        assertThat(hosts).containsExactly("shop.example.com");
    }

    @Test
    void aNameWithAddressesOfBothKindsIsAskedByThoseOfOne() {
        assertThat(Addresses.of("localhost", Duration.ofSeconds(5)))
                .isEqualTo(new Addresses.Found(List.of(InetAddress.ofLiteral("127.0.0.1"))));
    }
}
