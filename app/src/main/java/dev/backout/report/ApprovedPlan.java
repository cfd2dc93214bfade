package dev.backout.report;

import dev.backout.observe.LockMode;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.PlannedLock;
import dev.backout.plan.Strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The plan that was approved: decision, SQL, locks, notes.
///
/// @param file as the run's record holds it
record ApprovedPlan(PlanFile file) {
    List<Block> blocks() {
        Plan plan = file.plan();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        Line.of("Plan ")
                                .code(file.hash())
                                .plain(", made %s by Backout ".formatted(Times.text(plan.made())))
                                .code(plan.engine())
                                .plain(" for database ")
                                .code(plan.database().name())
                                .plain(".")));
        blocks.add(
                new Block.Paragraph(
                        Line.of("Decision: " + decision(plan.strategy()) + ", since ")
                                .prose(plan.reason())
                                .plain(".")));
        addSql(plan, blocks);
        addLocks(plan.locks(), blocks);
        if (!plan.notes().isEmpty()) {
            blocks.add(new Block.Heading(3, Line.of("Notes of the plan")));
            blocks.add(
                    new Block.Bullets(
                            plan.notes().stream().map(note -> Line.of("").prose(note)).toList()));
        }
        return blocks;
    }

    private static String decision(Strategy strategy) {
        return switch (strategy) {
            case Strategy.RevertCommit _ -> "revert the commit";
            case Strategy.LeaveInPlace _ -> "leave it in place";
            case Strategy.Inverse _ -> "run the inverse";
            case Strategy.Finish _ -> "finish what had failed half-way";
            case Strategy.Redo _ -> "apply it again";
            case Strategy.Mark _ -> "tell the history";
        };
    }

    private static void addSql(Plan plan, List<Block> blocks) {
        if (!plan.statements().isEmpty()) {
            blocks.add(new Block.Heading(3, Line.of("SQL, in one transaction")));
            blocks.add(new Block.Code("sql", sql(plan.statements())));
        }
        if (!plan.afterwards().isEmpty()) {
            blocks.add(new Block.Heading(3, Line.of("SQL, one by one")));
            blocks.add(
                    new Block.Code(
                            "sql",
                            sql(plan.afterwards().stream().map(LoneStatement::sql).toList())));
        }
    }

    private static String sql(List<String> statements) {
        return statements.stream().map(one -> one + ";").collect(Collectors.joining("\n"));
    }

    private static void addLocks(List<PlannedLock> locks, List<Block> blocks) {
        if (locks.isEmpty()) {
            return;
        }
        List<List<Line>> rows = new ArrayList<>();
        for (PlannedLock lock : locks) {
            LockMode mode = LockMode.ofServer(lock.mode());
            rows.add(
                    List.of(
                            Line.ofCode(lock.table().text()),
                            Line.ofCode(mode.sql()),
                            Line.of(effect(mode)),
                            Line.of(
                                    lock.rows() < 0
                                            ? "unknown"
                                            : String.format(
                                                    Locale.ROOT, "about %,d", lock.rows()))));
        }
        blocks.add(new Block.Heading(3, Line.of("Locks")));
        blocks.add(new Block.Table(List.of("table", "lock", "meanwhile", "rows"), rows));
    }

    /// What others can do meanwhile.
    static String effect(LockMode mode) {
        return mode.blocksReads()
                ? "nobody reads or writes"
                : mode.blocksWrites() ? "nobody writes" : "reads and writes go on";
    }
}
