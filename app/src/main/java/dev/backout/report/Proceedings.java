package dev.backout.report;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The steps as they went, and what was verified.
///
/// @param account of which run
/// @param mask what is not shown of server messages
record Proceedings(Account account, Mask mask) {
    private static final Block NO_JOURNAL =
            new Block.Paragraph(
                    Line.of(
                            "This run was carried out by a Backout that kept no journal of"
                                    + " steps."));

    /// A table of the steps, then the statements of each with the server's answers.
    List<Block> steps() {
        if (account.steps().isEmpty()) {
            return List.of(NO_JOURNAL);
        }
        List<Block> blocks = new ArrayList<>();
        List<List<Line>> rows = new ArrayList<>();
        account.steps().forEach(step -> rows.add(row(step)));
        blocks.add(new Block.Table(List.of("step", "what", "state", "took", "tries"), rows));
        account.steps()
                .forEach(step -> {
                    addAnswers(step, blocks);
                    addDiagnoses(step, blocks);
                });
        return blocks;
    }

    private List<Line> row(NumberedStep step) {
        JournalLine last = last(step);
        Duration took = last == null ? null : last.entry().took();
        long waits =
                account.of(step).stream()
                        .filter(line -> line.entry().event() == JournalEvent.WAITED)
                        .count();
        return List.of(
                Line.of("%d of %d".formatted(step.number(), step.of())),
                Line.ofCode(step.step().title()),
                Line.of(last == null ? "not begun" : word(last)),
                Line.of(took == null || took.isZero() ? "" : Times.text(took)),
                Line.of(Long.toString(waits + (last == null ? 0 : 1))));
    }

    private @Nullable JournalLine last(NumberedStep step) {
        List<JournalLine> lines =
                account.of(step).stream().filter(line -> !diagnosis(line)).toList();
        return lines.isEmpty() ? null : lines.getLast();
    }

    private static boolean diagnosis(JournalLine line) {
        return line.entry().event() == JournalEvent.DIAGNOSED;
    }

    /// What the database looked like each time that the step failed.
    private void addDiagnoses(NumberedStep step, List<Block> blocks) {
        for (JournalLine line : account.of(step)) {
            if (diagnosis(line)) {
                blocks.add(
                        new Block.Heading(
                                3,
                                Line.of(
                                        "Step %d: what was found at %s, when it had failed"
                                                .formatted(step.number(), Times.text(line.at())))));
                blocks.add(new Block.Code("", mask.message(line.entry().message())));
            }
        }
    }

    private void addAnswers(NumberedStep step, List<Block> blocks) {
        List<List<Line>> rows = new ArrayList<>();
        for (JournalLine line : account.of(step)) {
            if (line.entry().event() == JournalEvent.NOTED) {
                // What was noted on the way is plotted.
                continue;
            }
            for (Answer answer : line.entry().answers()) {
                rows.add(
                        List.of(
                                Line.of(Times.text(answer.took())),
                                Line.ofCode(mask.answer(answer.text())),
                                Line.ofCode(answer.statement())));
            }
        }
        if (!rows.isEmpty()) {
            blocks.add(
                    new Block.Heading(
                            3,
                            Line.of("Step %d: ".formatted(step.number()))
                                    .code(step.step().title())));
            blocks.add(new Block.Table(List.of("took", "the server's answer", "statement"), rows));
        }
    }

    /// What the steps that verify found.
    List<Block> verified() {
        if (account.steps().isEmpty()) {
            return List.of(NO_JOURNAL);
        }
        List<Line> found = new ArrayList<>();
        for (NumberedStep step : account.steps()) {
            if (step.step() instanceof Step.Verify) {
                account.of(step).stream()
                        .filter(line -> !diagnosis(line))
                        .forEach(line -> found.add(verdict(line)));
            }
        }
        return found.isEmpty()
                ? List.of(new Block.Paragraph(Line.of("Nothing was verified.")))
                : List.of(new Block.Bullets(found));
    }

    private Line verdict(JournalLine line) {
        Line text =
                Line.of(Times.text(line.at()) + " ")
                        .code(line.entry().title())
                        .plain(": " + word(line));
        String message = mask.message(line.entry().message());
        return message.isEmpty() ? text : text.plain(", ").prose(message);
    }

    private static String word(JournalLine line) {
        return line.entry().event().word().replace('_', ' ');
    }
}
