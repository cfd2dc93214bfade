package dev.backout.watch;

import dev.backout.integration.command.CommandSite;
import dev.backout.integration.process.Script;
import dev.backout.integration.prometheus.Prometheus;
import dev.backout.integration.prometheus.Reading;
import dev.backout.reference.Filled;
import dev.backout.reference.SecretMask;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks at metrics.
///
/// @param site runs commands, and fills in references
/// @param run the run's id
record Sampler(CommandSite site, String run) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Enough for a plot.
    private static final int POINTS = 60;

    /// Looks whether there is something behind every reference.
    void insist(Metric metric) {
        switch (metric.source()) {
            case Metric.Source.Query query -> asked(metric, query);
            case Metric.Source.Command command -> site.insist(command.environment(), what(metric));
        }
    }

    private static String what(Metric metric) {
        return "metric " + metric.name();
    }

    Sample now(Metric metric) {
        return switch (metric.source()) {
            case Metric.Source.Query query -> {
                Asked asked = asked(metric, query);
                yield switch (asked.server().now(query.query())) {
                    case Reading.Numbers(List<Reading.Point> points) ->
                            new Sample.Value(points.getLast().value());
                    case Reading.Nothing() -> new Sample.Missing();
                    case Reading.Trouble(String why) ->
                            new Sample.Trouble(asked.mask().masked(why));
                };
            }
            case Metric.Source.Command command -> said(metric, command);
        };
    }

    /// What it was; nothing when that cannot be had.
    List<Reading.Point> between(Metric metric, Instant from, Instant to) {
        return switch (metric.source()) {
            case Metric.Source.Query query ->
                    asked(metric, query)
                                            .server()
                                            .between(
                                                    query.query(),
                                                    from,
                                                    to,
                                                    Duration.between(from, to).dividedBy(POINTS))
                                    instanceof Reading.Numbers(List<Reading.Point> points)
                            ? points
                            : List.of();
            case Metric.Source.Command _ -> List.of();
        };
    }

    /// The mean before the run; null when it cannot be had.
    @Nullable Double mean(Metric metric, Duration over, Instant until) {
        List<Double> values =
                switch (metric.source()) {
                    case Metric.Source.Query _ ->
                            between(metric, until.minus(over), until).stream()
                                    .map(Reading.Point::value)
                                    .toList();
                    case Metric.Source.Command _ ->
                            now(metric) instanceof Sample.Value(double number)
                                    ? List.of(number)
                                    : List.of();
                };
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        return Double.isFinite(mean) ? Double.valueOf(mean) : null;
    }

    private record Asked(Prometheus server, SecretMask mask) {}

    private Asked asked(Metric metric, Metric.Source.Query query) {
        String where = what(metric);
        Filled url = site.references().url(query.url(), where);
        Map<String, Filled> filled = site.references().headers(query.headers(), where);
        Map<String, String> headers = new LinkedHashMap<>();
        filled.forEach((name, value) -> headers.put(name, value.text()));
        return new Asked(
                new Prometheus(url.text(), headers, LIMIT),
                SecretMask.of(Stream.concat(Stream.of(url), filled.values().stream())));
    }

    private Sample said(Metric metric, Metric.Source.Command command) {
        CommandSite.Answer answer =
                site.run(
                        new CommandSite.Call(
                                what(metric),
                                command.script(),
                                command.environment(),
                                Map.of("BACKOUT_RUN", run, "BACKOUT_STEP", metric.name()),
                                LIMIT),
                        _ -> {});
        if (!(answer.ending() instanceof Script.Ending.Exited(int status)) || status != 0) {
            return new Sample.Trouble("the command " + answer.text());
        }
        if (answer.said().last().isEmpty()) {
            return new Sample.Missing();
        }
        String last = answer.said().lastLine();
        try {
            double number = Double.parseDouble(last.strip());
            return Double.isNaN(number) ? new Sample.Missing() : new Sample.Value(number);
        } catch (NumberFormatException e) {
            return new Sample.Trouble("the command ends with no number: " + last);
        }
    }
}
