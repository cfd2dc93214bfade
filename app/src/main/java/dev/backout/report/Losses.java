package dev.backout.report;

import dev.backout.error.Counted;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.plan.Amount;
import dev.backout.plan.Casualty;
import dev.backout.plan.Plan;

import java.util.ArrayList;
import java.util.List;

/// What data was lost or kept, as it was counted before the run, and what was set aside.
///
/// @param account of which run
record Losses(Account account) {
    List<Block> blocks() {
        Plan plan = account.file().plan();
        List<Block> blocks = new ArrayList<>();
        if (plan.casualties().isEmpty() && plan.vault().none()) {
            blocks.add(new Block.Paragraph(verdict()));
        } else {
            blocks.add(new Block.Table(List.of("object", "what", "what became of it"), rows(plan)));
        }
        List<Line> aside = outside();
        if (!aside.isEmpty()) {
            blocks.add(new Block.Bullets(aside));
        }
        blocks.add(
                new Block.Paragraph(
                        Line.of(
                                account.undone()
                                        ? "Set aside: the rows of the migration tool's history as"
                                                + " they were, in the schema of Backout's records."
                                        : "The way back is not in place: what it would lose is"
                                                + " still there.")));
        return blocks;
    }

    /// What steps outside of the database did before: the backup, or why there is none.
    private List<Line> outside() {
        List<Line> told = new ArrayList<>();
        for (NumberedStep step : account.steps()) {
            if (step.step() instanceof Step.Outside) {
                account.of(step).stream()
                        .filter(line -> line.entry().event() == JournalEvent.DONE)
                        .forEach(line ->
                                told.add(
                                        Line.ofCode(line.entry().title())
                                                .plain(": ")
                                                .prose(line.entry().message())));
            }
        }
        return told;
    }

    /// What became of data, in a sentence.
    Line verdict() {
        String data = account.file().plan().data();
        return switch (data) {
            case "none" -> Line.of("No data is lost by the way back.");
            case "kept" -> Line.of("All data is kept.");
            default ->
                    Line.of("What became of data was not known to the plan: ")
                            .code(data)
                            .plain(".");
        };
    }

    private static List<List<Line>> rows(Plan plan) {
        List<List<Line>> rows = new ArrayList<>();
        for (Casualty one : plan.casualties()) {
            rows.add(row(one, one.since() ? "lost, by the migration" : "lost, by the way back"));
        }
        plan.vault().returns().forEach(one -> rows.add(row(one, "came back from the vault")));
        plan.vault().keeps().forEach(one -> rows.add(row(one, "went into the vault")));
        return rows;
    }

    private static List<Line> row(Casualty one, String what) {
        return List.of(
                Line.ofCode(one.object().title()),
                Line.of(Amount.text(one.count(), one.exact()))
                        .prose(Counted.said(one.count(), one.what())),
                Line.of(what));
    }
}
