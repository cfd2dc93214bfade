package dev.backout.cli;

import dev.backout.plan.Amount;
import dev.backout.plan.FailureReport;
import dev.backout.plan.OffendingRows;
import dev.backout.plan.Offer;
import dev.backout.plan.Progress;
import dev.backout.schema.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What is told of a migration that failed: why, how far it got, what can be done.
final class FailureLines {
    private final List<Line> lines = new ArrayList<>();

    private FailureLines() {}

    /// A line with the word that it begins with, which may be empty.
    private record Line(String word, String text) {}

    /// All lines, in order.
    record Lines(List<Line> lines) {
        void forEach(BiConsumer<String, String> say) {
            lines.forEach(line -> say.accept(line.word(), line.text()));
        }
    }

    static Lines of(FailureReport failure) {
        FailureLines text = new FailureLines();
        text.error(failure);
        failure.rows().forEach(text::rows);
        text.progress(failure.progress());
        failure.offers().forEach(text::offer);
        return new Lines(List.copyOf(text.lines));
    }

    private void error(FailureReport failure) {
        say("failed", failure.migration());
        if (!failure.error().isEmpty()) {
            String code = failure.sqlState().isEmpty() ? "" : failure.sqlState() + ": ";
            say("error", code + failure.error());
        }
        failure.explanation().forEach(line -> say("", line));
    }

    private void rows(OffendingRows rows) {
        String count = rows.count() < 0 ? "" : ": " + Amount.text(rows.count(), true).strip();
        say("rows", rows.what() + count);
        say("", rows.query() + ";");
    }

    private void progress(Progress progress) {
        switch (progress) {
            case Progress.Nothing(List<String> uncertain) -> {
                say("got to", "nothing of it is in place");
                uncertain.forEach(line -> say("", "perhaps it ran: " + line));
            }
            case Progress.Upto(int done, int of, var invalid, var uncertain) -> {
                say("got to", "%d of %d statements are in place".formatted(done, of));
                if (!invalid.isEmpty()) {
                    say(
                            "",
                            "left behind, invalid: "
                                    + invalid.stream()
                                            .map(Address::title)
                                            .collect(Collectors.joining(", ")));
                }
                uncertain.forEach(line -> say("", "perhaps it ran: " + line));
            }
            case Progress.Whole() -> say("got to", "all of it is in place");
            case Progress.Unknown(int nearest, int of, var differences) ->
                    say("got to", "unknown, nearest to %d of %d".formatted(nearest, of));
        }
    }

    private void offer(Offer offer) {
        say(
                offer.chosen() ? "THIS WAY" : offer.possible() ? "or" : "not",
                "%-7s %s".formatted(offer.way().text(), offer.text()));
    }

    private void say(String word, String text) {
        lines.add(new Line(word, text));
    }
}
