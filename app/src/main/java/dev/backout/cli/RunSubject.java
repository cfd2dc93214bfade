package dev.backout.cli;

import dev.backout.config.Target;
import dev.backout.integration.pgdump.BackupWork;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Operator;
import dev.backout.journal.Step;
import dev.backout.message.MessageSettings;
import dev.backout.message.Subject;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.watch.Watch;
import dev.backout.watch.WatchWork;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What messages of a run are about.
///
/// @param target the database
/// @param who who carries it out
/// @param settings who is told, and where reports stand
record RunSubject(Target target, Operator who, MessageSettings settings) {
    /// A run that has no id yet.
    ///
    /// @param steps what it does
    /// @param owners whose tables they are, a line each
    Subject before(
            Plan plan, List<NumberedStep> steps, List<String> owners, @Nullable String incident) {
        Duration lasts = plan.expected();
        boolean longer = false;
        for (NumberedStep step : steps) {
            if (step.step() instanceof Step.Outside outside) {
                Watch watch = WatchWork.of(outside);
                lasts = lasts.plus(watch == null ? Duration.ZERO : watch.window());
                longer |= watch == null && !BackupWork.takesNone(outside);
            }
        }
        return new Subject(
                what(plan),
                where(target),
                who.text(),
                Instant.now(),
                lasts,
                longer,
                "",
                owners,
                incident == null ? "" : incident,
                "",
                "");
    }

    /// The same with its id.
    ///
    /// @param began when, perhaps in another process
    Subject identified(Subject before, List<NumberedStep> steps, String run, Instant began) {
        String database = target.address().database();
        String backup =
                steps.stream()
                        .map(NumberedStep::step)
                        .filter(Step.Outside.class::isInstance)
                        .map(Step.Outside.class::cast)
                        .map(step -> BackupWork.fallback(step, database, run))
                        .collect(Collectors.joining());
        return before.of(run, began, backup, settings.reportOf(run));
    }

    private static String what(Plan plan) {
        String names =
                plan.migrations().stream()
                        .map(UndoneMigration::name)
                        .collect(Collectors.joining(", "));
        return switch (plan.strategy()) {
            case Strategy.Finish() -> "finishing " + names;
            case Strategy.Redo _ -> "applying again " + names;
            case Strategy.Mark() -> "settling the history of " + names;
            case Strategy.Inverse(), Strategy.RevertCommit(), Strategy.LeaveInPlace _ ->
                    "backing out " + names;
        };
    }

    /// The database for people: no host, which is nobody's business in a channel.
    static String where(Target target) {
        String environment = target.environment();
        return environment == null
                ? target.address().database()
                : "%s (%s)".formatted(target.address().database(), environment);
    }
}
