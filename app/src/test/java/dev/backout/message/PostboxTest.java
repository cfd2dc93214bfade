package dev.backout.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.database.Secret;
import dev.backout.integration.slack.SlackText;
import dev.backout.integration.webhook.HttpChannel;
import dev.backout.message.Message.Fact;
import dev.backout.message.Message.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Messages to a server that records them, and to servers that do not take them.
class PostboxTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Recorder server;
    private final Noted noted = new Noted();

    PostboxTest() throws IOException {
        server = new Recorder();
    }

    /// What the journal would be told.
    private record Noted(List<String> lines) implements Delivery {
        Noted() {
            this(new CopyOnWriteArrayList<>());
        }

        @Override
        public void told(Channel channel, Message message) {
            lines.add("%s took %s".formatted(channel.name(), message.kind().word()));
        }

        @Override
        public void notTold(Channel channel, Message message, String why) {
            lines.add("%s: %s: %s".formatted(channel.name(), message.kind().word(), why));
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void bringsThemInOrderToWhoeverWantsThem() {
        Channel some = channel("some", server.url(), EnumSet.of(Kind.DONE), LONG, SlackText::of);
        try (Postbox postbox = new Postbox(List.of(channel(LONG), some), noted, LONG)) {
            postbox.post(message(Kind.STARTED, "one"));
            postbox.post(message(Kind.DONE, "two"));
        }
        assertThat(server.received()).hasSize(3);
        assertThat(noted.lines())
                .containsExactlyInAnyOrder("chat took started", "chat took done", "some took done");
        assertThat(noted.lines().indexOf("chat took started"))
                .isLessThan(noted.lines().indexOf("chat took done"));
    }

    @Test
    void namesFromADatabaseCallNobodyInSlack() throws IOException {
        send(channel(LONG), message(Kind.STARTED, "drops \"a\" & <!channel>\n<http://x|y>"));
        JsonNode payload = new JsonMapper().readTree(server.received().getFirst().body());
        assertThat(payload.get("text").asText())
                .isEqualTo(
                        "*drops \"a\" &amp; &lt;!channel&gt;\n&lt;http://x|y&gt;*\nwhat: the what");
    }

    @Test
    void aTemplateIsFilledInWithoutBeingBroken() throws IOException {
        MessageTemplate template =
                MessageTemplate.parse(
                        "{\"a\": [\"{{title}}: {{ what }}\"], \"n\": 3, \"e\": \"{{run}}\","
                                + " \"k\": \"{{kind}}\"}");
        Map<String, Secret> headers = Map.of("Authorization", new Secret("Bearer abc"));
        Channel channel =
                new HttpChannel(
                        "page", ALL, new Secret(server.url()), headers, template::filled, LONG);
        send(channel, message(Kind.WRITES_PAUSED, "\"}, {{what}}\n\\"));

        Recorder.Received got = server.received().getFirst();
        assertThat(got.headers().get("Authorization")).containsExactly("Bearer abc");
        JsonNode payload = new JsonMapper().readTree(got.body());
        assertThat(payload.get("a").get(0).asText()).isEqualTo("\"}, {{what}}\n\\: the what");
        assertThat(payload.get("n").asInt()).isEqualTo(3);
        assertThat(payload.get("e").asText()).isEmpty();
        assertThat(payload.get("k").asText()).isEqualTo("writes-paused");
    }

    @Test
    void theUsualBodyHoldsEverything() throws IOException {
        send(channel("page", server.url(), ALL, LONG, MessageTemplate.usual()::filled), open("x"));
        JsonNode payload = new JsonMapper().readTree(server.received().getFirst().body());
        assertThat(payload.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageTemplate.names());
        assertThat(payload.get("text").asText()).isEqualTo("x\nwhat: the what");
    }

    @Test
    void aServerInTroubleIsTriedAgain() {
        server.answering(500, Map.of()).answering(429, Map.of("Retry-After", "0"));
        send(channel(LONG), open("x"));
        assertThat(server.received()).hasSize(3);
        assertThat(noted.lines()).containsExactly("chat took open");
    }

    @Test
    void aServerThatStaysInTroubleIsGivenUp() {
        for (int i = 0; i < 3; i++) {
            server.answering(500, Map.of("Retry-After", "0"));
        }
        send(channel(LONG), open("x"));
        assertThat(noted.lines()).containsExactly("chat: open: it answered 500, after 3 tries");
    }

    @Test
    void oneThatWantsToBeLeftAloneForLongIs() {
        server.answering(429, Map.of("Retry-After", "120"));
        send(channel(LONG), open("x"));
        assertThat(noted.lines())
                .containsExactly("chat: open: it answered 429 and asks to wait for 120 s");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aRefusalIsNotRepeatedAndNoRedirectIsFollowed() {
        server.answering(404, Map.of()).answering(302, Map.of("Location", server.url()));
        try (Postbox postbox = new Postbox(List.of(channel(LONG)), noted, LONG)) {
            postbox.post(message(Kind.STARTED, "x"));
            postbox.post(message(Kind.DONE, "y"));
        }
        assertThat(server.received()).hasSize(2);
        assertThat(noted.lines())
                .containsExactly("chat: started: it answered 404", "chat: done: it answered 302");
    }

    @Test
    void aServerThatHangsHoldsUpNeitherTheOthersNorTheEnd() {
        server.hanging().hanging().hanging();
        Channel stuck = channel("stuck", server.url(), ALL, LONG, SlackText::of);
        List<Message> printed = new CopyOnWriteArrayList<>();
        try (Postbox postbox =
                new Postbox(
                        List.of(stuck, new Printed("stdout", ALL, printed::add)), noted, SHORT)) {
            postbox.post(message(Kind.STARTED, "x"));
            postbox.post(message(Kind.DONE, "y"));
        }
        assertThat(printed).extracting(Message::title).containsExactly("x", "y");
        assertThat(noted.lines())
                .containsExactly(
                        "stuck: started: it was not delivered in time",
                        "stuck: done: it was not delivered in time");
    }

    @Test
    void silenceHasALimitOfItsOwn() {
        server.hanging();
        send(channel(SHORT), open("x"));
        assertThat(noted.lines()).containsExactly("chat took open");
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void whereNobodyListensNobodyIsTold() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String nobody = "http://127.0.0.1:%d/s3cr3t".formatted(free);
        send(channel("chat", nobody, ALL, LONG, SlackText::of), open("x"));
        assertThat(noted.lines()).containsExactly("chat: open: no connection, after 3 tries");
    }

    @Test
    void onlyTheLastWordOnHowItStandsIsSent() {
        server.hanging();
        try (Postbox postbox = new Postbox(List.of(channel(SHORT)), noted, LONG)) {
            postbox.post(message(Kind.STARTED, "start"));
            postbox.post(open("one"));
            postbox.post(open("two"));
            postbox.post(open("three"));
        }
        assertThat(server.received()).hasSize(3);
        assertThat(server.received().getLast().body()).contains("three");
    }

    private void send(Channel channel, Message message) {
        try (Postbox postbox = new Postbox(List.of(channel), noted, LONG)) {
            postbox.post(message);
        }
        assertThat(noted.lines().toString()).doesNotContain("s3cr3t", "127.0.0.1");
    }

    private Channel channel(Duration limit) {
        return channel("chat", server.url(), ALL, limit, SlackText::of);
    }

    private static Channel channel(
            String name,
            String url,
            Set<Kind> kinds,
            Duration limit,
            Function<Message, String> body) {
        return new HttpChannel(name, kinds, new Secret(url), Map.of(), body, limit);
    }

    private static Message open(String title) {
        return message(Kind.OPEN, title);
    }

    private static Message message(Kind kind, String title) {
        return new Message(kind, title, Map.of(Fact.WHAT, "the what", Fact.RUN, ""));
    }
}
