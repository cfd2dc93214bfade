package dev.backout.run;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.Lease;
import dev.backout.journal.NumberedStep;
import dev.backout.plan.LoneStatement;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Does a statement that refuses a transaction. Its intent is written first; when the process dies
/// at it, the catalog tells whether it happened, and an index that was left invalid is dropped
/// before the next try.
///
/// @param process whose step it is
record LoneWork(RunProcess process) {
    void perform(NumberedStep step, LoneStatement lone, JournalEvent event) throws SQLException {
        if (LoneProbe.reached(process.worker(), lone)) {
            process.note(step, JournalEvent.PROBED, Duration.ZERO, "it had happened");
            process.note(step, event, Duration.ZERO, "");
            return;
        }
        process.note(step, JournalEvent.INTENDED, Duration.ZERO, "");
        long began = System.nanoTime();
        List<Answer> answers = new ArrayList<>();
        Connection worker = process.worker();
        // Whoever read the catalog in this session before left it unable to write.
        SessionSettings.session(worker, "default_transaction_read_only", "off");
        SessionSettings.session(worker, "lock_timeout", patience(lone.goal()));
        SessionSettings.session(worker, "statement_timeout", "0");
        SessionSettings.session(worker, "backout.run", process.run());
        process.sessions().settings().enter(worker, false);
        try (Lease.Hold hold = process.lease().hold(worker)) {
            clear(lone, answers);
            answers.add(patiently(lone));
        } catch (StepFailure failure) {
            throw StepRefusal.of(failure, 1, process.place().settings(), List.of());
        }
        process.note(
                new JournalEntry(
                        step.number(),
                        event,
                        step.step().title(),
                        Duration.ofNanos(System.nanoTime() - began),
                        "",
                        answers));
    }

    /// What is over in a moment has a strong lock, and whoever comes while it waits for that waits
    /// behind it; what takes long keeps nobody waiting.
    private String patience(LoneStatement.Goal goal) {
        return switch (goal) {
            case CONSTRAINT_PRESENT, CONSTRAINT_GONE, COLUMN_NOT_NULL, COLUMN_WITHOUT_DEFAULT ->
                    process.place().settings().lockTimeout().toMillis() + "ms";
            case INDEX_VALID, INDEX_GONE, CONSTRAINT_VALID, LABEL_PRESENT, REPEATABLE -> "0";
        };
    }

    private Answer patiently(LoneStatement lone) {
        RunSettings settings = process.place().settings();
        Pauses pauses = new Pauses(settings);
        for (int number = 1; ; number++) {
            try {
                return send(lone.sql());
            } catch (StepFailure failure) {
                if (!failure.failure().passing() || number >= settings.tries()) {
                    throw StepRefusal.of(failure, number, settings, List.of());
                }
                Duration pause = pauses.after(number);
                process.tell(new RunEvent.WillRetry(failure.doing(), pause));
                Pauses.sleep(pause, "this step changed nothing");
            }
        }
    }

    /// An index that a failure left is of no use, and its name is taken.
    private void clear(LoneStatement lone, List<Answer> answers) throws SQLException, StepFailure {
        Address object = lone.object();
        if (lone.goal() == LoneStatement.Goal.INDEX_VALID
                && object != null
                && LoneProbe.index(process.worker(), object) == LoneProbe.IndexState.INVALID) {
            answers.add(
                    send(
                            "DROP INDEX CONCURRENTLY %s.%s"
                                    .formatted(
                                            Identifiers.quote(object.first()),
                                            Identifiers.quote(object.name()))));
        }
    }

    private Answer send(String sql) throws StepFailure {
        long began = System.nanoTime();
        return switch (SimpleQuery.run(process.worker(), sql)) {
            case MessageOutcome.Completed completed ->
                    Answers.of(sql, completed, Duration.ofNanos(System.nanoTime() - began));
            case MessageOutcome.Failed failed ->
                    throw new StepFailure(FirstLine.of(sql), sql, failed.failure());
            case MessageOutcome.Stopped stopped ->
                    throw new IllegalStateException("no watchdog here: " + stopped.reason());
        };
    }
}
