package dev.backout.watch;

import dev.backout.gate.Fields;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A watch as the arguments of a step, and back. Fields of a metric have its number in front.
final class WatchFields {
    private WatchFields() {}

    static Fields of(Watch watch) {
        Fields fields =
                Fields.NONE
                        .with("window", watch.window().toString())
                        .with("initialDelay", watch.initialDelay().toString())
                        .with("interval", watch.interval().toString())
                        .with("failureLimit", Integer.toString(watch.failureLimit()))
                        .with("consecutiveErrors", Integer.toString(watch.consecutiveErrors()));
        for (int i = 0; i < watch.metrics().size(); i++) {
            fields = with(fields, i + ".", watch.metrics().get(i));
        }
        return fields;
    }

    private static Fields with(Fields fields, String in, Metric metric) {
        Fields more = fields.with(in + "name", metric.name());
        more =
                switch (metric.source()) {
                    case Metric.Source.Query(
                                    String url,
                                    Map<String, String> headers,
                                    String query) ->
                            more.with(in + "url", url)
                                    .withPairs(in + "header", headers)
                                    .with(in + "query", query);
                    case Metric.Source.Command(String script, Map<String, String> environment) ->
                            more.with(in + "do", script).withPairs(in + "environment", environment);
                };
        Bounds bounds = metric.bounds();
        more =
                more.with(in + "above", text(bounds.above()))
                        .with(in + "below", text(bounds.below()));
        Bounds.Baseline baseline = bounds.baseline();
        return baseline == null
                ? more
                : more.with(in + "over", baseline.over().toString())
                        .with(in + "atLeast", text(baseline.atLeast()))
                        .with(in + "atMost", text(baseline.atMost()));
    }

    static Watch watch(Fields fields) {
        List<Metric> metrics = new ArrayList<>();
        for (String in = "0."; fields.find(in + "name") != null; in = metrics.size() + ".") {
            metrics.add(metric(fields, in));
        }
        return new Watch(
                fields.time("window"),
                fields.time("initialDelay"),
                fields.time("interval"),
                fields.number("failureLimit"),
                fields.number("consecutiveErrors"),
                metrics);
    }

    private static Metric metric(Fields fields, String in) {
        String script = fields.find(in + "do");
        Metric.Source source =
                script == null
                        ? new Metric.Source.Query(
                                fields.get(in + "url"),
                                fields.pairs(in + "header"),
                                fields.get(in + "query"))
                        : new Metric.Source.Command(script, fields.pairs(in + "environment"));
        Bounds.Baseline baseline =
                fields.find(in + "over") == null
                        ? null
                        : new Bounds.Baseline(
                                fields.time(in + "over"),
                                number(fields.find(in + "atLeast")),
                                number(fields.find(in + "atMost")));
        return new Metric(
                fields.get(in + "name"),
                source,
                new Bounds(
                        number(fields.find(in + "above")),
                        number(fields.find(in + "below")),
                        baseline));
    }

    private static @Nullable String text(@Nullable Double number) {
        return number == null ? null : number.toString();
    }

    private static @Nullable Double number(@Nullable String text) {
        return text == null ? null : Double.valueOf(text);
    }
}
