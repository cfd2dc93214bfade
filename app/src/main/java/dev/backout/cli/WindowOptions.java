package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.message.Subject;
import dev.backout.plan.Plan;
import dev.backout.window.Moments;
import dev.backout.window.Span;
import dev.backout.window.Window;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;

/// The options that say when a run may begin, in the place of `window` of backout.yaml.
final class WindowOptions {
    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "it begins no earlier: 22:00, 20m (from now), or 2026-11-22T22:00Z")
    private @Nullable String notBefore;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "it does not begin from then on, and begins no further step while nothing is"
                            + " committed; 20m counts from --not-before where that is given")
    private @Nullable String until;

    @Option(
            names = "--wait",
            description = "waits until it may begin; it is refused otherwise when it is too early")
    private boolean wait;

    /// When it may begin.
    ///
    /// @throws BackoutException `usage`, `configuration-invalid`
    Span span(Choices choices, Site site) {
        Instant now = Instant.now();
        Window window = Configuration.window(choices, site.target());
        if (notBefore == null && until == null) {
            return window == null ? Span.ALWAYS : window.at(now);
        }
        Moments moments =
                new Moments(now, window == null ? ZoneId.systemDefault() : window.zone(), false);
        Instant from = moment("--not-before", notBefore, moments);
        Instant end =
                moment(
                        "--until",
                        until,
                        new Moments(from == null ? now : from, moments.zone(), false));
        if (from != null && end != null && !end.isAfter(from)) {
            throw BackoutException.of(
                    ErrorCode.USAGE, "--until is later than --not-before", "nothing was executed");
        }
        return new Span(from, end);
    }

    /// Goes on only when it may begin, or waits until then where that was asked for.
    ///
    /// @param say what a person is told
    /// @return whether it waited
    /// @throws BackoutException `window-closed`
    boolean insist(Span span, Consumer<String> say) {
        Instant now = Instant.now();
        if (span.over(now)) {
            throw BackoutException.of(
                    ErrorCode.WINDOW_CLOSED,
                    "it may begin %s, and now it is %s".formatted(text(span), Subject.time(now)),
                    "nothing was executed; --until gives it more time, backout run --emergency"
                            + " REASON goes on outside of the window");
        }
        Instant from = span.from();
        if (from == null || !span.ahead(now)) {
            return false;
        }
        if (!wait) {
            throw BackoutException.of(
                    ErrorCode.WINDOW_CLOSED,
                    "it may begin %s, and now it is %s".formatted(text(span), Subject.time(now)),
                    "nothing was executed; --wait waits for it, backout run --emergency REASON goes"
                            + " on outside of the window");
        }
        say.accept("waits until %s".formatted(Subject.time(from)));
        sleep(Duration.between(now, from));
        return true;
    }

    /// What is to be said of a run that may still hold its locks when its time is over; empty when
    /// it is not to be feared.
    static String late(Span span, Plan plan) {
        Instant end = span.until();
        Instant now = Instant.now();
        if (end != null && span.over(now)) {
            return "its time is over since %s: it would not begin".formatted(Subject.time(end));
        }
        Instant done = now.plus(plan.expected());
        return end == null || done.isBefore(end)
                ? ""
                : "it may still hold its locks at the end of its time, %s: they are estimated to be held until %s"
                        .formatted(Subject.time(end), Subject.time(done));
    }

    /// `from 2026-11-22 22:00 UTC until 2026-11-23 02:00 UTC`.
    static String text(Span span) {
        String from = span.from() == null ? "" : "from " + Subject.time(span.from());
        String until = span.until() == null ? "" : "until " + Subject.time(span.until());
        return (from + " " + until).strip();
    }

    private static @Nullable Instant moment(String option, @Nullable String text, Moments moments) {
        if (text == null) {
            return null;
        }
        Instant moment = moments.parse(text);
        if (moment == null) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "%s is a time such as 22:00, 20m or 2026-11-22T22:00Z, not %s"
                            .formatted(option, text));
        }
        return moment;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackoutException.of(
                    ErrorCode.WINDOW_CLOSED, "the waiting was interrupted", "nothing was executed");
        }
    }
}
