package dev.backout.cli;

import dev.backout.error.Counted;
import dev.backout.error.Printable;
import dev.backout.migration.HistoryAction;
import dev.backout.observe.LockMode;
import dev.backout.owners.Owners;
import dev.backout.plan.Amount;
import dev.backout.plan.Casualty;
import dev.backout.plan.FromBackup;
import dev.backout.plan.LockBudget;
import dev.backout.plan.Obstacle;
import dev.backout.plan.OnlineWork;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.PlannedLock;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.runbook.RunbookSteps;
import dev.backout.vault.merge.Fill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A plan as lines for people: the decision and what it costs first, the next command last.
final class PlanText {
    private static final int WIDTH = 9;
    private static final int HASH = 12;
    private static final int MOST_NAMES = 2;
    private static final long[] UNITS = {1L << 30, 1L << 20, 1L << 10};
    private static final List<String> UNIT_NAMES = List.of("GB", "MB", "kB");

    private final Plan plan;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Plan plan) {
        this.plan = plan;
    }

    /// What was decided and what it costs.
    static List<String> decided(Plan plan) {
        PlanText text = new PlanText(plan);
        if (plan.failure() != null) {
            FailureLines.of(plan.failure()).forEach(text::say);
            text.lines.add("");
        }
        text.decision();
        text.order();
        text.losses();
        text.obstacles();
        text.locks();
        text.lines.addAll(PlanSql.lines(plan));
        text.consequences();
        plan.notes().forEach(note -> text.say("note", note));
        text.lines.add("");
        return List.copyOf(text.lines);
    }

    /// Whose tables it locks.
    static List<String> owners(Plan plan, Owners owners) {
        PlanText text = new PlanText(plan);
        owners.lines(plan.locks().stream().map(PlannedLock::table).distinct().toList())
                .forEach(line -> text.say("owners", line));
        return List.copyOf(text.lines);
    }

    /// Where it was written, and the next command.
    ///
    /// @param shown the file's name as a person types it
    static List<String> written(PlanFile file, Path shown) {
        PlanText text = new PlanText(file.plan());
        text.say(
                "written",
                "%s, hash %s, for database %s"
                        .formatted(
                                shown,
                                file.hash().substring(0, HASH),
                                file.plan().database().name()));
        text.next(shown);
        return List.copyOf(text.lines);
    }

    private void decision() {
        switch (plan.strategy()) {
            case Strategy.RevertCommit() -> say("decision", "REVERT THE COMMIT; nothing to run");
            case Strategy.LeaveInPlace leave ->
                    say("decision", "LEAVE IT IN PLACE; nothing to run");
            case Strategy.Inverse() ->
                    say(
                            "decision",
                            plan.runnable()
                                    ? "RUN THE INVERSE, proved on today's schema"
                                    : "THE INVERSE CANNOT RUN YET, see below");
            case Strategy.Finish() ->
                    say(
                            "decision",
                            plan.runnable()
                                    ? "FINISH IT, proved on today's schema"
                                    : "IT CANNOT BE FINISHED YET, see below");
            case Strategy.Redo _ ->
                    say(
                            "decision",
                            plan.runnable()
                                    ? "APPLY IT AGAIN, proved on today's schema"
                                    : "IT CANNOT BE APPLIED AGAIN YET, see below");
            case Strategy.Mark() -> say("decision", "MARK IT in the history; no SQL to run");
        }
        say("why", plan.reason());
        for (UndoneMigration migration : plan.migrations()) {
            say(plan.strategy() instanceof Strategy.Inverse ? "undoes" : "about", migration.name());
        }
    }

    private void order() {
        if (plan.strategy() instanceof Strategy.Inverse && plan.failure() == null) {
            say("order", RunbookSteps.sentence(plan.order()));
        }
    }

    private void losses() {
        if (!plan.strategy().runs()) {
            return;
        }
        backup();
        plan.vault().returns().forEach(one -> say("returns", loss(one)));
        plan.vault().keeps().forEach(one -> say("keeps", loss(one) + ", in the vault"));
        plan.vault().mapped().forEach(one -> say("maps", loss(one)));
        plan.vault().setAside().forEach(one -> say("SETS ASIDE", loss(one)));
        plan.vault().conflicts().forEach(one -> say("conflicts", loss(one)));
        if (plan.casualties().isEmpty()) {
            switch (plan.data()) {
                case "none", "kept" -> say("loses", "nothing");
                case "lost" -> say("LOST", "data, when it was applied: see the notes");
                default ->
                        say(
                                "loses",
                                plan.vault().backup() == null
                                        ? "not known, see the notes"
                                        : "nothing but what is unknown");
            }
        }
        plan.casualties().stream()
                .filter(one -> !one.since())
                .forEach(one -> say("LOSES", loss(one)));
        plan.casualties().stream().filter(Casualty::since).forEach(one -> say("LOST", loss(one)));
    }

    private void backup() {
        FromBackup backup = plan.vault().backup();
        if (backup == null) {
            return;
        }
        FromBackup.Source source = backup.source();
        say(
                "backup",
                "%s%s, %s, %s"
                        .formatted(
                                source.place(),
                                source.taken() == null ? "" : " of " + source.taken(),
                                bytes(source.bytes()),
                                source.identity()));
        backup.lacking().forEach(line -> say("not in it", line));
        for (Casualty one : backup.unknown()) {
            say("unknown", loss(one) + ", left as they are");
        }
        if (!backup.unknown().isEmpty()) {
            say(
                    "",
                    "the migration or the application: nobody can tell; the run sets them aside,"
                            + " and backout vault apply puts them back");
        }
    }

    /// `column public.users.nickname: 1,204 values of a column that goes`.
    static String loss(Casualty casualty) {
        return "%s: %s%s"
                .formatted(
                        casualty.object().title(),
                        Amount.text(casualty.count(), casualty.exact()),
                        Counted.said(casualty.count(), casualty.what()));
    }

    private void obstacles() {
        for (Obstacle obstacle : plan.obstacles()) {
            say(
                    "IN THE WAY",
                    "%s: %s%s"
                            .formatted(
                                    obstacle.object().title(),
                                    Amount.text(obstacle.count(), obstacle.exact()),
                                    Counted.said(obstacle.count(), obstacle.what())));
            say("", "list them: " + obstacle.query());
            if (!obstacle.remedy().isEmpty()) {
                say("", "plan again with " + obstacle.remedy());
            }
            say(
                    "",
                    obstacle.aside().isEmpty()
                            ? "change these rows, then plan again"
                            : "or with --on-unrepresentable set-aside: " + obstacle.aside());
        }
    }

    private void locks() {
        for (PlannedLock lock : plan.locks()) {
            say("locks", lock(lock));
        }
        if (!plan.statements().isEmpty()) {
            say(
                    "takes",
                    "about %s once it has its locks (an estimate by size)"
                            .formatted(time(plan.expected())));
        }
        online();
    }

    private void online() {
        OnlineWork work = plan.online();
        Duration whole = work.whole();
        Duration most = work.most();
        if (whole == null || most == null) {
            return;
        }
        say(
                "online",
                "in one transaction the locks would be held for about %s, and --max-lock is %s"
                        .formatted(LockBudget.text(whole), LockBudget.text(most)));
        for (String column : work.copies()) {
            say("before", "%s is copied into the vault, in batches".formatted(column));
        }
        for (Fill fill : work.fills()) {
            say(
                    "after",
                    "%,d values of %s return in batches, about %s; what is written there meanwhile stays"
                            .formatted(
                                    fill.rows(),
                                    fill.column().text(),
                                    LockBudget.text(OnlineWork.expected(fill))));
        }
        if (!work.fills().isEmpty()) {
            say(
                    "WAIT",
                    "the %s release may start when the run has ended, not before: until then %s lacks values and constraints"
                            .formatted(
                                    plan.strategy() instanceof Strategy.Redo ? "new" : "old",
                                    work.fills().stream()
                                            .map(fill -> fill.column().text())
                                            .collect(Collectors.joining(", "))));
        }
    }

    /// `public.orders: nobody reads or writes (ACCESS EXCLUSIVE, about 3,500 rows)`.
    static String lock(PlannedLock lock) {
        LockMode mode = LockMode.ofServer(lock.mode());
        String effect =
                mode.blocksReads()
                        ? "nobody reads or writes"
                        : mode.blocksWrites() ? "nobody writes" : "reads and writes go on";
        String size =
                lock.rows() < 0
                        ? lock.bytes() < 0 ? "" : ", never analyzed, about " + bytes(lock.bytes())
                        : ", about %,d rows, %s".formatted(lock.rows(), bytes(lock.bytes()));
        String work =
                lock.rewritten()
                        ? ", all rows are rewritten"
                        : lock.scanned() ? ", all rows are read" : "";
        return "%s: %s (%s%s%s)".formatted(lock.table().text(), effect, mode.sql(), size, work);
    }

    private void consequences() {
        if (!plan.strategy().runs()) {
            return;
        }
        history();
        List<String> barred =
                plan.migrations().stream()
                        .filter(one -> !one.checksums().isEmpty())
                        .map(UndoneMigration::name)
                        .toList();
        if (barred.isEmpty()) {
            return;
        }
        String names =
                barred.size() > MOST_NAMES
                        ? "these %d migrations".formatted(barred.size())
                        : String.join(", ", barred);
        say(
                "bars",
                "%s: the bad release cannot apply %s again; later migrations wait behind"
                        .formatted(names, barred.size() == 1 ? "it" : "them"));
    }

    private void history() {
        int rows = 0;
        for (UndoneMigration migration : plan.migrations()) {
            switch (migration.history()) {
                case HistoryAction.DeleteRows() -> rows += migration.rowIds().size();
                case HistoryAction.MarkRolledBack() ->
                        say(
                                "history",
                                migration.rowIds().isEmpty()
                                        ? "has no row of it, before or after"
                                        : "the failed row is marked as rolled back");
                case HistoryAction.MarkApplied _ ->
                        say(
                                "history",
                                migration.rowIds().isEmpty()
                                        ? "a row is added"
                                        : "the failed row is marked as rolled back, and a finished"
                                                + " one added");
            }
        }
        if (rows > 0) {
            say(
                    "history",
                    "%s of %s will go".formatted(Counted.of(rows, "row"), plan.historyTable()));
        }
    }

    private void next(Path shown) {
        switch (plan.strategy()) {
            case Strategy.RevertCommit() ->
                    say("next", "revert the commit that brought it; the database stays as it is");
            case Strategy.LeaveInPlace(List<String> cleanup) -> {
                say("next", "deploy the previous release; the database stays as it is");
                say("", "to undo it all the same: the same command with --strategy inverse");
            }
            case Strategy.Inverse(), Strategy.Finish(), Strategy.Mark(), Strategy.Redo _ ->
                    say(
                            "next",
                            plan.runnable()
                                    ? "backout run " + RunText.quoted(shown.toString())
                                    : "solve what is in the way, then plan again");
        }
    }

    private static String bytes(long bytes) {
        for (int i = 0; i < UNITS.length; i++) {
            if (bytes >= UNITS[i]) {
                return String.format(
                        Locale.ROOT, "%.1f %s", (double) bytes / UNITS[i], UNIT_NAMES.get(i));
            }
        }
        return bytes + " B";
    }

    private static String time(Duration duration) {
        return duration.toMillis() < 1000
                ? Math.max(1, duration.toMillis()) + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private void say(String word, String text) {
        String head = word.isEmpty() ? "" : word + ":";
        lines.add(head + " ".repeat(Math.max(1, WIDTH + 3 - head.length())) + Printable.line(text));
    }
}
