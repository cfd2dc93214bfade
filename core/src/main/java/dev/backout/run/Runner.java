package dev.backout.run;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.Lease;
import dev.backout.journal.Leases;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunId;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.journal.Step;
import dev.backout.journal.StepProgress;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.records.RecordSchema;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Carries plans out, step by step, each journalled in the target database. A run that was stopped,
/// by a failure or by the death of its process, is resumed or aborted from any machine.
///
/// A runner can be used again, by one thread at a time. It opens sessions and closes them; the
/// migration tool's lock and our own belong to them and go with them.
public final class Runner {
    private final RunPlace place;
    private final RecordSchema records;
    private final RunRecords runs;

    /// @param place where and for whom
    public Runner(RunPlace place) {
        this.place = place;
        this.records = new RecordSchema(place.settings().schema());
        this.runs = new RunRecords(records);
    }

    /// What a new run begins with.
    ///
    /// @param around what is done outside of the database
    /// @param incident the incident or ticket that it belongs to, or null
    /// @param approved who approved it, for the journal; may be empty
    public record Beginning(Around around, @Nullable String incident, String approved) {
        /// Nothing but the plan.
        public static final Beginning PLAIN = new Beginning(Around.NOTHING, null, "");

        /// Where nobody's word was needed.
        public Beginning(Around around, @Nullable String incident) {
            this(around, incident, "");
        }

        /// With steps before the transaction only.
        public Beginning(List<Step.Outside> first, @Nullable String incident) {
            this(Around.before(first), incident);
        }

        /// The same with what the journal says of approvals.
        public Beginning approved(String text) {
            return new Beginning(around, incident, text);
        }
    }

    /// Refuses what can be refused without changing anything; the same as [#run] begins with.
    ///
    /// @return the run of that plan that is open and would be resumed, or null
    /// @throws BackoutException `usage`, `plan-irreversible`, `plan-elsewhere`, `plan-stale`,
    ///   `rights-missing`, `locked`, `configuration-invalid`; nothing was executed
    public @Nullable RunRecord check(PlanFile file) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            return entrance().check(file, sessions);
        }
    }

    /// The steps that a run of the plan would have.
    public List<NumberedStep> steps(PlanFile file, Beginning beginning) {
        return RunRecords.numbered(StepPlanner.steps(file.plan(), beginning.around()));
    }

    /// Runs the plan, or goes on with the run of it that is open, and looks at everything once
    /// more.
    ///
    /// @throws BackoutException as [#check], and `step-failed`: the run stopped, and the message
    ///   says after which step
    public RunReport run(PlanFile file, Beginning beginning) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            RunRecord open = entrance().check(file, sessions);
            return open == null ? begin(file, beginning, sessions) : resume(open, file, sessions);
        }
    }

    /// Goes on with a run, whoever began it, wherever that was.
    ///
    /// @param id the run's id, or the beginning of it
    /// @throws BackoutException `run-unknown`, `locked`, `plan-elsewhere`, `journal-invalid`, and
    ///   as [#run]
    public RunReport resume(String id) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            RunRecord record = runs.find(sessions.watch(), id);
            PlanFile file = place.plans().apply(runs.plan(sessions.watch(), record.id()));
            planCheck(file).insistOnPlace(sessions.worker());
            return resume(record, file, sessions);
        }
    }

    /// Undoes the steps of a run that stopped, the last one first, as far as that is sure to give
    /// back what there was.
    ///
    /// @param id the run's id, or the beginning of it
    /// @throws BackoutException as [#resume]; `plan-irreversible` when a step cannot be undone
    public AbortReport abort(String id) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            RunRecord record = runs.find(sessions.watch(), id);
            PlanFile file = place.plans().apply(runs.plan(sessions.watch(), record.id()));
            planCheck(file).insistOnPlace(sessions.worker());
            insistOnOpen(record);
            try (Lease lease = lease(record.id(), sessions)) {
                return new UnderLease(place, lease)
                        .work(
                                "giving the run up failed",
                                () -> new Abort(process(record, file, sessions, lease)).run());
            }
        }
    }

    /// How far a run is, and whether it could be given up; nothing is changed.
    ///
    /// @param id the run's id, or the beginning of it
    /// @throws BackoutException `run-unknown`, `plan-elsewhere`, `journal-invalid`, `usage` when it
    ///   has ended
    public RunView look(String id) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            RunRecord record = runs.find(sessions.watch(), id);
            PlanFile file = place.plans().apply(runs.plan(sessions.watch(), record.id()));
            planCheck(file).insistOnPlace(sessions.worker());
            insistOnOpen(record);
            List<NumberedStep> steps = runs.steps(sessions.watch(), record.id());
            StepProgress progress =
                    StepProgress.of(
                            record.id(),
                            steps,
                            new Journal(records).lines(sessions.watch(), record.id()));
            return new RunView(
                    record,
                    steps.stream().filter(progress::done).toList(),
                    steps.stream().filter(step -> !progress.done(step)).toList(),
                    new Doubts(new Vault(records), sessions.watch(), record.id())
                            .of(file.plan(), steps, progress));
        }
    }

    /// Opens again what a run shut and left so, whatever else becomes of that run: writes go on.
    ///
    /// It takes no lease, so that it works beside a process that hangs.
    ///
    /// @param id the run's id, or the beginning of it
    /// @param alive whether it is done although somebody is at work on the run
    /// @return what was opened, a line each; empty when nothing was shut
    /// @throws BackoutException `run-unknown`, `locked` when somebody is at work on the run,
    ///   `step-failed` when something could not be opened
    public List<String> open(String id, boolean alive) {
        try (OpenSessions sessions = OpenSessions.open(place.connections())) {
            RunRecord record = runs.find(sessions.watch(), id);
            if (!alive) {
                entrance().insistOnNobody(sessions, holder -> holder.run().equals(record.id()));
            }
            List<NumberedStep> steps = runs.steps(sessions.watch(), record.id());
            return new DoorOpener(place, sessions.worker(), record.id(), steps).open();
        }
    }

    private RunReport begin(PlanFile file, Beginning beginning, OpenSessions sessions) {
        Instant now = Instant.now();
        String id = RunId.next(now);
        List<NumberedStep> steps = steps(file, beginning);
        try (Lease lease = lease(id, sessions)) {
            return new UnderLease(place, lease)
                    .work(
                            "beginning the run failed",
                            () -> {
                                entrance().insistOnNoOther(file, sessions);
                                RunProcess process =
                                        new RunProcess(place, sessions, id, file, steps, lease);
                                begin(process, beginning, now);
                                return report(process, new Execution(process).proceed());
                            });
        }
    }

    private void begin(RunProcess process, Beginning beginning, Instant now) throws SQLException {
        process.lease()
                .write(connection -> {
                    runs.begin(
                            connection,
                            process.run(),
                            process.file(),
                            process.steps().stream().map(NumberedStep::step).toList(),
                            place.operator(),
                            now,
                            beginning.incident());
                    process.write(
                            connection,
                            JournalEntry.ofRun(
                                    JournalEvent.BEGUN, process.title(), beginning.approved()));
                });
        process.copy();
        process.tell(new RunEvent.RunBegins(process.run(), false));
    }

    private RunReport resume(RunRecord record, PlanFile file, OpenSessions sessions) {
        insistOnOpen(record);
        try (Lease lease = lease(record.id(), sessions)) {
            return new UnderLease(place, lease)
                    .work(
                            "resuming the run failed",
                            () -> resume(process(record, file, sessions, lease)));
        }
    }

    private RunReport resume(RunProcess process) throws SQLException {
        // Another process may have ended it before we got the lease.
        RunRecord now = runs.find(process.watch(), process.run());
        insistOnOpen(now);
        if (now.state() == RunState.ABORTING) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "run %s is being given up".formatted(process.run()),
                    "nothing was executed; backout abort %s goes on with that"
                            .formatted(process.run()));
        }
        new Resumption(process).insist();
        process.note(JournalEvent.RESUMED, RunState.RUNNING, "");
        process.tell(new RunEvent.RunBegins(process.run(), true));
        return report(process, new Execution(process).proceed());
    }

    private static void insistOnOpen(RunRecord record) {
        if (!record.state().open()) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "run %s is %s".formatted(record.id(), record.state().word()),
                    "nothing was executed, there is nothing left to do");
        }
    }

    private Lease lease(String run, OpenSessions sessions) {
        sessions.name(Leases.application(run));
        return leases().take(run, sessions.pids());
    }

    private Entrance entrance() {
        return new Entrance(place, records, runs, leases());
    }

    private Leases leases() {
        return new Leases(
                records,
                place.connections(),
                place.operator(),
                "process " + ProcessHandle.current().pid(),
                place.settings().lease());
    }

    private RunProcess process(
            RunRecord record, PlanFile file, OpenSessions sessions, Lease lease) {
        List<NumberedStep> steps = runs.steps(sessions.watch(), record.id());
        return new RunProcess(place, sessions, record.id(), file, steps, lease);
    }

    private PlanCheck planCheck(PlanFile file) {
        return new PlanCheck(file, place.tool(), records);
    }

    /// How many rows of the history another process changed in this run.
    private int earlier(RunProcess process) {
        String removing =
                process.plan().strategy() instanceof Strategy.Redo(String run)
                        ? run
                        : process.run();
        return runs.removed(process.watch(), removing);
    }

    private RunReport report(RunProcess process, Execution.Result result) {
        RunRecord record = runs.find(process.watch(), process.run());
        return new RunReport(
                record.id(),
                process.plan().database().name(),
                record.began(),
                record.took(),
                result.tries(),
                record.migrations(),
                process.plan().statements().size(),
                result.tries() > 0 ? result.historyRows() : earlier(process),
                result.vault(),
                process.plan(),
                result.aftermath().deviations(),
                result.aftermath().changedMeanwhile());
    }
}
