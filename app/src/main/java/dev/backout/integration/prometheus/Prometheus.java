package dev.backout.integration.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.integration.http.Addresses;
import dev.backout.integration.http.HttpQuestion;
import dev.backout.integration.http.HttpReply;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A Prometheus, or whatever answers like one by its HTTP API. Immutable.
///
/// @param base its URL, without `/api/v1`
/// @param headers sent with every question; may hold secrets
/// @param limit for an answer
public record Prometheus(String base, Map<String, String> headers, Duration limit) {
    /// A range has 11,000 points at most; more text than this is none of it.
    private static final int MOST = 4 << 20;

    private static final int MOST_SHOWN = 300;

    private static final Pattern NUMBER =
            Pattern.compile("NaN|[+-]Inf|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    /// Copies the map.
    public Prometheus {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Prometheus[" + headers.keySet() + "]";
    }

    /// What a query says now: one number.
    public Reading now(String query) {
        return ask("query?query=" + encoded(query));
    }

    /// What it said, from one time to another.
    ///
    /// @param step between two points
    public Reading between(String query, Instant from, Instant to, Duration step) {
        return ask(
                "query_range?query=%s&start=%s&end=%s&step=%d"
                        .formatted(encoded(query), from, to, Math.max(1, step.toSeconds())));
    }

    private Reading ask(String what) {
        URI url;
        try {
            url = URI.create(base.replaceFirst("/+$", "") + "/api/v1/" + what);
        } catch (IllegalArgumentException e) {
            return new Reading.Trouble("its URL is none");
        }
        if (url.getHost() == null) {
            return new Reading.Trouble("its URL is none");
        }
        return switch (Addresses.of(url.getHost(), limit)) {
            case Addresses.Unknown(String why) -> new Reading.Trouble(why);
            case Addresses.Found(List<InetAddress> all) ->
                    answer(new HttpQuestion(url, headers, limit, MOST).ask(all.getFirst()));
        };
    }

    private static Reading answer(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Silent(String why) -> new Reading.Trouble("Prometheus: " + why);
            case HttpReply.Untrusted(String why) -> new Reading.Trouble("Prometheus: " + why);
            case HttpReply.Answered answered -> answer(answered);
        };
    }

    private static Reading answer(HttpReply.Answered answered) {
        JsonNode tree;
        try {
            tree = new JsonMapper().readTree(answered.body());
        } catch (JsonProcessingException e) {
            return new Reading.Trouble(
                    "what answers with status %d is no Prometheus".formatted(answered.status()));
        }
        if (!"success".equals(tree.path("status").asText())) {
            String error = tree.path("error").asText();
            return new Reading.Trouble(
                    error.isEmpty()
                            ? "Prometheus answers with status %d".formatted(answered.status())
                            : "Prometheus: "
                                    + error.substring(0, Math.min(MOST_SHOWN, error.length())));
        }
        return data(tree.path("data"));
    }

    private static Reading data(JsonNode data) {
        JsonNode result = data.path("result");
        return switch (data.path("resultType").asText()) {
            case "scalar" -> numbers(List.of(result));
            case "vector", "matrix" -> {
                if (result.size() > 1) {
                    yield new Reading.Trouble(
                            "the query answers %d series where one is wanted: sum(...) makes one"
                                    .formatted(result.size()));
                }
                JsonNode series = result.path(0);
                List<JsonNode> pairs = new ArrayList<>();
                series.path("values").forEach(pairs::add);
                yield numbers(series.has("value") ? List.of(series.path("value")) : pairs);
            }
            default -> new Reading.Trouble("the query answers no number");
        };
    }

    private static Reading numbers(List<JsonNode> pairs) {
        List<Reading.Point> points = new ArrayList<>();
        for (JsonNode pair : pairs) {
            String text = pair.path(1).asText();
            if (!NUMBER.matcher(text).matches()) {
                return new Reading.Trouble("the query answers no number");
            }
            double value = number(text);
            if (!Double.isNaN(value)) {
                points.add(new Reading.Point(pair.path(0).asDouble(), value));
            }
        }
        return points.isEmpty() ? new Reading.Nothing() : new Reading.Numbers(points);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
