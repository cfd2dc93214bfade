package dev.backout.config;

import dev.backout.watch.Bounds;
import dev.backout.watch.Metric;
import dev.backout.watch.Watch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `watch:` of an environment.
final class WatchReader {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%?)");
    private static final Duration OVER = Duration.ofMinutes(30);

    private WatchReader() {}

    static Watch read(YamlBlock block) {
        block.only(
                "window",
                "initialDelay",
                "interval",
                "failureLimit",
                "consecutiveErrors",
                "prometheus",
                "metrics");
        if (block.keys().isEmpty()) {
            return Watch.NONE;
        }
        List<Metric> metrics = new ArrayList<>();
        for (YamlBlock one : block.blocks("metrics")) {
            Metric metric = metric(one, block.block("prometheus"));
            if (metrics.stream().anyMatch(other -> other.name().equals(metric.name()))) {
                throw one.wrong("name", "is %s, as that of another one".formatted(metric.name()));
            }
            metrics.add(metric);
        }
        if (metrics.isEmpty()) {
            throw block.wrong("metrics", "is missing");
        }
        Watch usual = Watch.NONE;
        Duration delay = block.duration("initialDelay");
        return new Watch(
                block.time("window", usual.window()),
                delay == null ? usual.initialDelay() : delay,
                block.time("interval", usual.interval()),
                limit(block, "failureLimit", usual.failureLimit()),
                limit(block, "consecutiveErrors", usual.consecutiveErrors()),
                metrics);
    }

    private static Metric metric(YamlBlock block, YamlBlock prometheus) {
        block.only("name", "query", "command", "environment", "above", "below", "baseline");
        block.literal("name", "query");
        if (block.has("query") == block.has("command")) {
            throw block.wrong("query", "or command has to be there, and not both");
        }
        Bounds bounds = new Bounds(number(block, "above"), number(block, "below"), baseline(block));
        if (block.has("query") && block.has("environment")) {
            throw block.wrong("environment", "belongs to a command");
        }
        if (bounds.above() != null && bounds.below() != null && bounds.above() >= bounds.below()) {
            throw block.wrong("below", "is more than above: no number would be within");
        }
        if (bounds.text().isEmpty()) {
            throw block.wrong("below", "is missing, or above, or baseline");
        }
        return new Metric(block.required("name"), source(block, prometheus), bounds);
    }

    private static Metric.Source source(YamlBlock block, YamlBlock prometheus) {
        String script = CommandReader.script(block, "command");
        if (script != null) {
            return new Metric.Source.Command(
                    script, CommandReader.environment(block.block("environment")));
        }
        prometheus.only("url", "headers");
        return new Metric.Source.Query(
                HttpReader.url(prometheus, "url", prometheus.required("url")),
                HttpReader.headers(prometheus.block("headers")),
                block.required("query").strip());
    }

    private static Bounds.@Nullable Baseline baseline(YamlBlock block) {
        if (!block.has("baseline")) {
            return null;
        }
        YamlBlock baseline = block.block("baseline").only("over", "atLeast", "atMost");
        if (!baseline.has("atLeast") && !baseline.has("atMost")) {
            throw baseline.wrong("atLeast", "is missing, or atMost");
        }
        Double least = part(baseline, "atLeast");
        Double most = part(baseline, "atMost");
        if (least != null && most != null && least > most) {
            throw baseline.wrong("atMost", "is not less than atLeast");
        }
        return new Bounds.Baseline(baseline.time("over", OVER), least, most);
    }

    private static int limit(YamlBlock block, String key, int usual) {
        String text = block.text(key);
        if (text != null && !text.matches("\\d{1,3}")) {
            throw block.wrong(key, "is a number from 0 to 999, not " + text);
        }
        return text == null ? usual : Integer.parseInt(text);
    }

    private static @Nullable Double number(YamlBlock block, String key) {
        String text = block.text(key);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw block.wrong(key, "is a number, not " + text);
        }
        return Double.valueOf(text);
    }

    private static @Nullable Double part(YamlBlock block, String key) {
        String text = block.text(key);
        if (text == null) {
            return null;
        }
        Matcher matcher = PART.matcher(text.strip());
        if (!matcher.matches()) {
            throw block.wrong(key, "is a part such as 80% or 0.8, not " + text);
        }
        double part = Double.parseDouble(matcher.group(1));
        return matcher.group(2).isEmpty() ? part : part / 100;
    }
}
