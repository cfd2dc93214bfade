package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Doors;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happens when a step fails: the journal is told, nothing more is run, and the person is told
/// what is done, what is not, and what to do next.
///
/// @param process whose steps they are
/// @param failed what the journal says of a step that failed
/// @param state what the run is then
record StepGuard(RunProcess process, JournalEvent failed, RunState state) {
    /// For a run that goes forward.
    static StepGuard forward(RunProcess process) {
        return new StepGuard(process, JournalEvent.FAILED, RunState.STOPPED);
    }

    /// For a run that is given up.
    static StepGuard back(RunProcess process) {
        return new StepGuard(process, JournalEvent.NOT_UNDONE, RunState.ABORTING);
    }

    /// What a step does.
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /// Something that is held while a part of a step is done.
    @FunctionalInterface
    interface Lock {
        void during(Work work) throws SQLException;
    }

    /// @throws BackoutException what failed, with the state of the run and the next command
    void around(NumberedStep step, Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw stopped(
                    step,
                    SqlFailure.of(ErrorCode.STEP_FAILED, "talking to the database failed", e));
        } catch (RuntimeException e) {
            // A defect must not leave doors shut in silence either.
            throw stopped(step, BackoutException.orDefect(e));
        }
    }

    /// The run is at its end, but that could not be written.
    static BackoutException lost(RunProcess process, SQLException e) {
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "all steps are done, and writing that down failed: " + SqlFailure.text(e),
                List.of("backout resume %s closes the run".formatted(process.run())),
                e);
    }

    private BackoutException stopped(NumberedStep step, BackoutException failure) {
        if (failure.code() == ErrorCode.LEASE_LOST) {
            return told(step, failure, List.of());
        }
        List<String> doors = null;
        Exception unwritten = null;
        try {
            process.lease()
                    .write(connection -> {
                        process.runs().state(connection, process.run(), state);
                        process.write(
                                connection,
                                JournalEntry.ofStep(
                                        step, failed, null, String.valueOf(failure.getMessage())));
                    });
            process.copy();
            doors = doors();
            diagnose(step, failure);
        } catch (SQLException | RuntimeException e) {
            // The database cannot be told; whoever resumes finds the step not done.
            unwritten = e;
        }
        BackoutException told = told(step, failure, doors == null ? perhapsShut(step) : doors);
        if (unwritten != null) {
            told.addSuppressed(unwritten);
        }
        return told;
    }

    private BackoutException told(NumberedStep step, BackoutException failure, List<String> doors) {
        return new BackoutException(
                failure.code(),
                "%s: %s".formatted(step.text(), failure.getMessage()),
                hints(step, failure, doors),
                failure);
    }

    /// Before the commit what the run shut is opened again at once. Behind it nobody is let in to
    /// what has not passed its gates; that is said first.
    private List<String> doors() throws SQLException {
        OutsideSteps steps = new OutsideSteps(process);
        Doors doors = steps.doors();
        List<NumberedStep> shut = doors.shut();
        if (shut.isEmpty()) {
            return List.of();
        }
        if (state == RunState.ABORTING || doors.progress().committed(doors.steps())) {
            return List.of(shout(shut));
        }
        List<String> left = new ArrayList<>(steps.reopen());
        left.add(
                left.isEmpty()
                        ? "what the run had shut is open again, as before"
                        : shout(steps.doors().shut()));
        return left;
    }

    private String shout(List<NumberedStep> shut) {
        return "STILL SHUT: %s; backout resume-writes %s opens it"
                .formatted(
                        shut.stream()
                                .map(one -> one.step().title())
                                .collect(Collectors.joining(", ")),
                        process.run());
    }

    /// Where the journal cannot be asked.
    private List<String> perhapsShut(NumberedStep step) {
        boolean perhaps =
                process.steps().stream()
                        .anyMatch(one ->
                                one.step() instanceof Step.Opening(String _, int shut)
                                        && shut <= step.number()
                                        && one.number() >= step.number());
        return perhaps
                ? List.of(
                        "PERHAPS STILL SHUT: the journal could not be asked; backout resume-writes %s opens it"
                                .formatted(process.run()))
                : List.of();
    }

    /// After the failure is written: looking around must not cost its line.
    private void diagnose(NumberedStep step, BackoutException failure) throws SQLException {
        List<String> lines = new Diagnosis(process).lines(failure);
        process.tell(new RunEvent.Diagnosed(step, lines));
        process.note(
                JournalEntry.ofStep(step, JournalEvent.DIAGNOSED, null, String.join("\n", lines)));
    }

    private List<String> hints(NumberedStep step, BackoutException failure, List<String> doors) {
        List<String> hints = new ArrayList<>(doors);
        hints.addAll(failure.hints());
        if (state == RunState.ABORTING) {
            hints.add(
                    "the step stands as it was; backout abort %s tries again"
                            .formatted(process.run()));
            return hints;
        }
        StepNumbers done = done(step);
        hints.add(
                "%s; backout resume %s tries again, %s"
                        .formatted(stands(step, done), process.run(), wayBack(done)));
        return hints;
    }

    /// The steps before the one that failed, but for those that were undone since.
    private StepNumbers done(NumberedStep failed) {
        List<NumberedStep> earlier = process.steps().subList(0, failed.number() - 1);
        try {
            StepProgress progress =
                    StepProgress.of(process.run(), process.steps(), process.lines());
            return numbers(earlier.stream().filter(progress::stands));
        } catch (BackoutException e) {
            // The journal cannot be asked, and so nothing was undone.
            return numbers(earlier.stream());
        }
    }

    private static StepNumbers numbers(Stream<NumberedStep> steps) {
        return new StepNumbers(steps.map(NumberedStep::number).toList());
    }

    private static String stands(NumberedStep failed, StepNumbers done) {
        if (!done.none()) {
            return done.text() + (done.numbers().size() == 1 ? " is done" : " are done");
        }
        return failed.step() instanceof Step.Transaction
                ? "nothing was changed"
                : "no step is done";
    }

    /// How to give the run up, when that is sure to work.
    private String wayBack(StepNumbers done) {
        String abort = "backout abort " + process.run();
        if (done.none()) {
            return abort + " gives it up";
        }
        String steps = done.reversed().text();
        try {
            List<String> doubts = new Abort(process).doubts();
            return doubts.isEmpty()
                    ? "%s undoes %s".formatted(abort, steps)
                    : "%s would refuse: %s".formatted(abort, doubts.getFirst());
        } catch (BackoutException e) {
            return "%s undoes %s as far as that is sure (%s)"
                    .formatted(abort, steps, e.getMessage());
        }
    }
}
