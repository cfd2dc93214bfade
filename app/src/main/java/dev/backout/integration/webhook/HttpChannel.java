package dev.backout.integration.webhook;

import dev.backout.database.Secret;
import dev.backout.message.Channel;
import dev.backout.message.Message;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Posts JSON to an address. No redirect is followed: the address is a secret, and so is what
/// stands in the headers. What the other side says beside its status is not read.
///
/// @param name what it is called
/// @param kinds what it wants to be told
/// @param url where
/// @param headers of every request
/// @param body the JSON of a message
/// @param limit how long one try may take
public record HttpChannel(
        String name,
        Set<Message.Kind> kinds,
        Secret url,
        Map<String, Secret> headers,
        Function<Message, String> body,
        Duration limit)
        implements Channel {
    /// How long one try may take.
    public static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int TOO_MANY = 429;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// One for all channels and messages: its threads are daemons.
    private static final class Client {
        static final HttpClient ONLY =
                HttpClient.newBuilder()
                        .connectTimeout(LIMIT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// Copies set and map.
    public HttpChannel {
        kinds = Set.copyOf(kinds);
        headers = Map.copyOf(headers);
    }

    @Override
    public boolean wants(Message.Kind kind) {
        return kinds.contains(kind);
    }

    @Override
    public boolean journalled() {
        return true;
    }

    @Override
    public Outcome deliver(Message message) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url.reveal()))
                        .timeout(limit)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body.apply(message)));
        headers.forEach((header, value) -> request.setHeader(header, value.reveal()));
        CompletableFuture<HttpResponse<Void>> answer =
                Client.ONLY.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            return outcome(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Outcome.Later(silence(), PAUSE);
        } catch (ExecutionException e) {
            return new Outcome.Later(trouble(e.getCause()), PAUSE);
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Outcome.Delivered();
        }
        String why = "it answered %d".formatted(status);
        if (status != TOO_MANY && status / 100 != 5) {
            return new Outcome.Refused(why);
        }
        Duration pause = pause(response);
        return new Outcome.Later(
                pause.compareTo(PAUSE) > 0
                        ? "%s and asks to wait for %d s".formatted(why, pause.toSeconds())
                        : why,
                pause);
    }

    /// Seconds, or a date (RFC 9110, 10.2.3).
    private static Duration pause(HttpResponse<Void> response) {
        String asked = response.headers().firstValue("Retry-After").orElse("").strip();
        if (asked.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        try {
            Instant when =
                    ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration until = Duration.between(Instant.now(), when);
            return until.isNegative() ? PAUSE : until;
        } catch (DateTimeParseException e) {
            return PAUSE;
        }
    }

    private String silence() {
        return "it did not answer within %d ms".formatted(limit.toMillis());
    }

    /// The client's own words could hold the address.
    private String trouble(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "it could not be sent";
            case HttpConnectTimeoutException _ ->
                    "no connection within %d ms".formatted(limit.toMillis());
            case HttpTimeoutException _ -> silence();
            case ConnectException _ -> "no connection";
            case IOException e ->
                    "the connection broke (%s)".formatted(e.getClass().getSimpleName());
            default -> "it could not be sent (%s)".formatted(cause.getClass().getSimpleName());
        };
    }
}
