package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Holder;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Leases;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.plan.PlanFile;
import dev.backout.records.Publishing;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/// What a run is refused for before anything is changed.
///
/// @param leases tells who is at work
record Entrance(RunPlace place, RecordSchema records, RunRecords runs, Leases leases) {
    /// Refuses what can be refused without changing anything.
    ///
    /// @return the run of that plan that is open, or null
    @Nullable RunRecord check(PlanFile file, OpenSessions sessions) {
        PlanCheck check = planCheck(file);
        check.insistOnRunnable();
        check.insistOnPlace(sessions.worker());
        records.state(sessions.worker());
        Publishing.insist(sessions.worker(), records, place.settings().publishing());
        insistOnNobody(sessions, _ -> true);
        List<RunRecord> all = runs.list(sessions.watch());
        List<RunRecord> ofThisPlan = ofPlan(file, all);
        check.insistOnFirstTime(ofThisPlan);
        for (RunRecord run : ofThisPlan) {
            if (run.state().open()) {
                return run;
            }
        }
        insistOnNoneHalfDone(sessions, all);
        check.insistOnHistory(sessions.worker());
        Snapshot live = sessions.catalog().read(place.settings().readingTimeout());
        check.insistOnSchema(file.plan().before(), live, check.roots(file.plan().before(), live));
        check.insistOnRights(sessions.worker(), live);
        return null;
    }

    /// Refuses while another process carries out such a run.
    void insistOnNobody(OpenSessions sessions, Predicate<Holder> which) {
        try {
            Holder holder = leases.holder(sessions.watch());
            if (holder != null
                    && which.test(holder)
                    && !holder.expired()
                    && leases.alive(sessions.watch())) {
                throw Leases.held(holder);
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.LOCKED, "looking for other runs failed", e);
        }
    }

    /// A run of another plan that stopped half-way has left the schema between two shapes.
    private void insistOnNoneHalfDone(OpenSessions sessions, List<RunRecord> all) {
        // What one run has shut, the next one would take for what there was before.
        ShutDoors.insistOnNone(sessions.watch(), all, records);
        for (RunRecord run : all) {
            if (run.state().open() && halfDone(run, sessions)) {
                throw BackoutException.of(
                        ErrorCode.LOCKED,
                        "run %s stopped half-way".formatted(run.id()),
                        "nothing was executed; backout resume %s, or backout abort %s"
                                .formatted(run.id(), run.id()));
            }
        }
    }

    private boolean halfDone(RunRecord run, OpenSessions sessions) {
        List<JournalLine> lines = new Journal(records).lines(sessions.watch(), run.id());
        List<NumberedStep> steps = runs.steps(sessions.watch(), run.id());
        return Resumption.changed(run.id(), steps, lines);
    }

    /// Another process may have begun the plan, and ended it, between our look and our lease.
    void insistOnNoOther(PlanFile file, OpenSessions sessions) {
        List<RunRecord> all = runs.list(sessions.watch());
        List<RunRecord> ofThisPlan = ofPlan(file, all);
        planCheck(file).insistOnFirstTime(ofThisPlan);
        for (RunRecord run : ofThisPlan) {
            if (run.state().open()) {
                throw BackoutException.of(
                        ErrorCode.LOCKED,
                        "run %s of this plan began a moment ago".formatted(run.id()),
                        "nothing was executed; backout resume " + run.id());
            }
        }
        insistOnNoneHalfDone(sessions, all);
    }

    private static List<RunRecord> ofPlan(PlanFile file, List<RunRecord> all) {
        return all.stream().filter(run -> run.planHash().equals(file.hash())).toList();
    }

    private PlanCheck planCheck(PlanFile file) {
        return new PlanCheck(file, place.tool(), records);
    }
}
