package dev.backout.report;

import dev.backout.plan.Amount;
import dev.backout.plan.Casualty;
import dev.backout.plan.Plan;

import java.util.ArrayList;
import java.util.List;

/// What data was lost, as it was counted before the run, and what was set aside.
///
/// @param account of which run
record Losses(Account account) {
    List<Block> blocks() {
        Plan plan = account.file().plan();
        List<Block> blocks = new ArrayList<>();
        if (plan.casualties().isEmpty()) {
            blocks.add(new Block.Paragraph(verdict()));
        } else {
            blocks.add(new Block.Table(List.of("object", "what", "when"), rows(plan)));
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
            rows.add(
                    List.of(
                            Line.ofCode(one.object().title()),
                            Line.of(Amount.text(one.count(), one.exact())).prose(one.what()),
                            Line.of(one.since() ? "by the migration" : "by the way back")));
        }
        return rows;
    }
}
