package dev.backout.report;

import dev.backout.error.Counted;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.observe.LockMode;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The draft of a post-mortem: what the records know is written, what only people know is asked
/// for.
///
/// @param account of which run
/// @param mask what is not shown of server messages
record PostMortem(Account account, Mask mask) {
    List<Block> impact() {
        List<Line> facts = new ArrayList<>();
        Instant undone = undone();
        for (Account.Migration migration : account.migrations()) {
            Instant applied = migration.applied();
            if (applied != null && undone != null && undone.isAfter(applied)) {
                facts.add(
                        Line.ofCode(migration.name())
                                .plain(
                                        " was live for %s, from %s to %s."
                                                .formatted(
                                                        Times.text(
                                                                Duration.between(applied, undone)),
                                                        Times.text(applied),
                                                        Times.text(undone))));
            }
        }
        addLocks(facts);
        Plan plan = account.file().plan();
        facts.add(
                plan.casualties().isEmpty()
                        ? new Losses(account).verdict()
                        : Line.of(
                                "Data was lost in %s, see below."
                                        .formatted(Counted.of(plan.casualties().size(), "place"))));
        return List.of(
                new Block.Bullets(facts),
                new Block.ToFillIn("who noticed what, for how long, and how many of them"));
    }

    private void addLocks(List<Line> facts) {
        Duration held = held();
        for (PlannedLock lock : account.file().plan().locks()) {
            LockMode mode = LockMode.ofServer(lock.mode());
            if (held != null && mode.blocksWrites()) {
                facts.add(
                        Line.of(
                                        "While it was backed out, for at most %s: %s "
                                                .formatted(
                                                        Times.text(held),
                                                        ApprovedPlan.effect(mode)))
                                .code(lock.table().text())
                                .plain("."));
            }
        }
    }

    /// How long the transaction took, its locks included; null when it did not get there.
    private @Nullable Duration held() {
        JournalLine line = account.transaction();
        return line == null ? null : line.entry().took();
    }

    private @Nullable Instant undone() {
        JournalLine line = account.transaction();
        if (line != null) {
            return line.at();
        }
        return account.run().state() == RunState.DONE ? account.ended() : null;
    }

    List<Block> detection() {
        return List.of(
                new Block.Paragraph(
                        Line.of(
                                "The plan was made at %s, the run began at %s."
                                        .formatted(
                                                Times.text(account.file().plan().made()),
                                                Times.text(account.run().began())))),
                new Block.ToFillIn(
                        "who or what noticed it first, when, and what would have noticed it"
                                + " earlier"));
    }

    List<Block> rootCause() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        Line.of("What the plan says: ").prose(account.file().plan().reason())));
        for (Account.Migration migration : account.migrations()) {
            blocks.add(new Block.Heading(3, Line.of("Migration ").code(migration.name())));
            blocks.add(
                    migration.script() == null
                            ? new Block.Paragraph(
                                    Line.of(
                                            "Its SQL is not at hand: look at the commit that"
                                                    + " brought it."))
                            : new Block.Code("sql", migration.script()));
            if (migration.error() != null) {
                blocks.add(
                        new Block.Paragraph(
                                Line.of("It failed. What the migration tool recorded:")));
                blocks.add(new Block.Code("", mask.message(migration.error())));
            }
        }
        blocks.add(
                new Block.ToFillIn(
                        "why the application could not live with it, and why nobody saw it"
                                + " before"));
        return blocks;
    }

    List<Block> wentWell() {
        List<Line> facts = new ArrayList<>();
        boolean done = account.run().state() == RunState.DONE;
        if (done && account.of(JournalEvent.FAILED).isEmpty()) {
            facts.add(Line.of("The run went through without a failed step."));
        }
        if (done && account.of(JournalEvent.WAITED).isEmpty() && !account.lines().isEmpty()) {
            facts.add(Line.of("Every lock was had at the first try."));
        }
        if (done && account.file().plan().data().equals("none")) {
            facts.add(Line.of("No data was lost."));
        }
        if (done) {
            facts.add(
                    Line.of(
                            "The way back was proved on a scratch database before it touched this"
                                    + " one."));
        }
        boolean undone =
                account.of(JournalEvent.KEPT).isEmpty()
                        && account.of(JournalEvent.NOT_UNDONE).isEmpty();
        if (account.run().state() == RunState.ABORTED && undone) {
            facts.add(Line.of("Whatever the run had done when it was given up was undone again."));
        }
        List<Block> blocks = new ArrayList<>();
        if (!facts.isEmpty()) {
            blocks.add(new Block.Bullets(facts));
        }
        blocks.add(new Block.ToFillIn("what else helped"));
        return blocks;
    }

    List<Block> followUps() {
        List<Line> tasks = new ArrayList<>();
        if (account.run().state().open()) {
            tasks.add(
                    Line.of("Bring the run to an end: ")
                            .code("backout resume " + account.run().id())
                            .plain(" or ")
                            .code("backout abort " + account.run().id()));
        }
        if (account.run().state() == RunState.DONE) {
            tasks.add(Line.of("Revert the commit that brought ").codes(account.run().migrations()));
            tasks.add(
                    Line.of("Write a corrected migration under another name, and prove it: ")
                            .code("backout check"));
        }
        if (!account.of(JournalEvent.WAITED).isEmpty()) {
            tasks.add(
                    Line.of("Find out why locks were not to be had: long transactions, reports: ")
                            .code("backout doctor"));
        }
        if (!account.file().plan().casualties().isEmpty()) {
            tasks.add(Line.of("Decide what is done about the data that was lost"));
        }
        if (account.steps().stream().noneMatch(step -> step.step() instanceof Step.Outside)) {
            tasks.add(
                    Line.of("Nothing was backed up before this run: decide whether that is right"));
        }
        return List.of(
                new Block.Tasks(tasks),
                new Block.ToFillIn("what else, who does it, and until when"));
    }
}
