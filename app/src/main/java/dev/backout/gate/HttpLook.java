package dev.backout.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.integration.http.Addresses;
import dev.backout.integration.http.HttpQuestion;
import dev.backout.integration.http.HttpReply;
import dev.backout.reference.Filled;
import dev.backout.reference.References;
import dev.backout.reference.SecretMask;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks every instance of an HTTP gate once, all at the same time. Safe for several threads.
final class HttpLook {
    /// Health pages are short; more is not read, however long it goes on.
    private static final int MOST_BODY = 1 << 20;

    private static final int MOST_SHOWN = 40;

    private final Gate.Http gate;
    private final List<URI> urls = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final SecretMask mask;

    /// @throws BackoutException `configuration-invalid` about a reference or a URL
    HttpLook(Gate.Http gate, References references) {
        this.gate = gate;
        String where = "gate " + gate.name();
        List<Filled> filled = new ArrayList<>();
        for (String written : gate.urls()) {
            Filled url = references.url(written, where);
            filled.add(url);
            urls.add(url(url.text()));
        }
        references
                .headers(gate.headers(), where)
                .forEach((name, value) -> {
                    filled.add(value);
                    headers.put(name, value.text());
                });
        this.mask = SecretMask.of(filled.stream());
    }

    private URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw notUrl(e);
        }
        throw notUrl(null);
    }

    private BackoutException notUrl(@Nullable Exception cause) {
        return new BackoutException(
                ErrorCode.CONFIGURATION_INVALID,
                "a URL of gate %s is none that begins with http:// or https://"
                        .formatted(gate.name()),
                List.of(),
                cause);
    }

    /// One of those that are asked.
    private record Instance(String label, URI url, InetAddress address) {}

    GateResult look() {
        Duration limit = gate.within();
        List<Instance> instances = new ArrayList<>();
        for (URI url : urls) {
            switch (Addresses.of(url.getHost(), limit)) {
                case Addresses.Found(List<InetAddress> all) ->
                        all.forEach(
                                one -> instances.add(new Instance(label(url, one, all), url, one)));
                case Addresses.Unknown(String why) -> {
                    return new GateResult.Inconclusive(why);
                }
            }
        }
        return summed(instances, answers(instances, limit));
    }

    private String label(URI url, InetAddress address, List<InetAddress> all) {
        String host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
        return all.size() == 1 ? host : "%s (%s)".formatted(host, address.getHostAddress());
    }

    private List<GateResult> answers(List<Instance> instances, Duration limit) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<GateResult>> questions = new ArrayList<>();
            for (Instance one : instances) {
                HttpQuestion question = new HttpQuestion(one.url(), headers, limit, MOST_BODY);
                questions.add(() -> judged(question.ask(one.address())));
            }
            List<GateResult> answers = new ArrayList<>();
            for (Future<GateResult> answer : executor.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while a gate was asked", List.of(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question failed", e.getCause());
        }
    }

    private static GateResult summed(List<Instance> instances, List<GateResult> answers) {
        List<String> failed = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String line = instances.get(i).label() + ": " + answers.get(i).text();
            switch (answers.get(i)) {
                case GateResult.Successful _ -> {}
                case GateResult.Failed _ -> failed.add(line);
                case GateResult.Inconclusive _ -> unknown.add(line);
            }
        }
        if (!failed.isEmpty()) {
            return new GateResult.Failed(String.join("; ", failed));
        }
        if (!unknown.isEmpty()) {
            return new GateResult.Inconclusive(String.join("; ", unknown));
        }
        return new GateResult.Successful(
                answers.size() == 1
                        ? instances.getFirst().label() + " answers as it has to"
                        : "%s answer as they have to"
                                .formatted(Counted.of(answers.size(), "instance")));
    }

    private GateResult judged(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Silent(String why) -> new GateResult.Failed(why);
            case HttpReply.Untrusted(String why) -> new GateResult.Inconclusive(why);
            case HttpReply.Answered answered -> judged(answered);
        };
    }

    private GateResult judged(HttpReply.Answered answered) {
        String wrong = wrong(answered);
        return wrong.isEmpty()
                ? new GateResult.Successful("%d ms".formatted(answered.took().toMillis()))
                : new GateResult.Failed(wrong);
    }

    /// What is not as it has to be; empty when all is.
    private String wrong(HttpReply.Answered answered) {
        if (answered.status() != gate.status()) {
            String location = answered.location();
            // What stands behind the question mark may be a token.
            String where =
                    location == null
                            ? ""
                            : ", and leads to %s; no redirect is followed"
                                    .formatted(mask.masked(location.replaceFirst("\\?.*", "?...")));
            return "status %d instead of %d%s".formatted(answered.status(), gate.status(), where);
        }
        String contains = gate.contains();
        if (contains != null && !answered.body().contains(contains)) {
            return "the body does not hold \"%s\"%s".formatted(contains, cut(answered));
        }
        return gate.values().isEmpty() ? "" : wrongValue(answered);
    }

    private String wrongValue(HttpReply.Answered answered) {
        JsonNode body;
        try {
            body = new JsonMapper().readTree(answered.body());
        } catch (JsonProcessingException e) {
            return "the body is no JSON" + cut(answered);
        }
        for (Map.Entry<String, String> value : gate.values().entrySet()) {
            JsonNode found = body.at(value.getKey());
            if (found.isMissingNode()) {
                return "the body has no %s".formatted(value.getKey());
            }
            if (!found.asText().equals(value.getValue())) {
                return "%s is %s instead of %s"
                        .formatted(value.getKey(), shown(found), value.getValue());
            }
        }
        return "";
    }

    private String shown(JsonNode found) {
        String text = found.isValueNode() ? mask.masked(found.asText()) : "no single value";
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static String cut(HttpReply.Answered answered) {
        return answered.cut() ? ", of which only the first MB was read" : "";
    }
}
