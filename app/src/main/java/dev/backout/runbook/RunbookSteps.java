package dev.backout.runbook;

import dev.backout.journal.Step;
import dev.backout.plan.Order;
import dev.backout.plan.Plan;
import dev.backout.records.RecordSchema;
import dev.backout.run.Around;
import dev.backout.run.DatabasePause;
import dev.backout.run.OutsideWork;
import dev.backout.run.QuietWait;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Makes the steps around a run's transaction of what `backout.yaml` says, and knows who does them.
/// Everything that has to be known to undo a step is read now, before anything is touched.
///
/// @param runbook what `backout.yaml` says for this database
/// @param connections opens sessions of the database
/// @param records our records there
public record RunbookSteps(
        Runbook runbook, Supplier<Connection> connections, RecordSchema records) {
    /// What is done around the transaction of a plan.
    ///
    /// @param first what the run begins with: its backup
    /// @throws dev.backout.error.BackoutException when something cannot be done here; nothing was
    ///   changed
    public Around around(Plan plan, List<Step.Outside> first) {
        boolean pause = runbook.pausing().applies(plan.order().pause());
        return new Around(
                first,
                pause ? doors() : List.of(),
                pause
                        ? List.of(
                                QuietWait.step(
                                        runbook.pausing().quiet(), runbook.pausing().timeout()))
                        : List.of(),
                List.of(),
                List.of());
    }

    /// Who does the steps.
    public List<OutsideWork> works() {
        return List.of(
                new DatabasePause(connections, records), new QuietWait(connections, records));
    }

    /// The order of a plan, for people.
    public static String sentence(Order order) {
        String first =
                order.applicationFirst()
                        ? "the old release first, then the database"
                        : "the database first, then the old release";
        return "%s%s: %s"
                .formatted(
                        first,
                        order.pause() ? "; writes should pause in between" : "",
                        order.reason());
    }

    private List<Around.Door> doors() {
        List<Around.Door> doors = new ArrayList<>();
        for (PauseWay way : runbook.pausing().ways()) {
            doors.add(
                    switch (way) {
                        case PauseWay.Database(boolean endSessions) ->
                                new Around.Door(
                                        new DatabasePause(connections, records).step(endSessions),
                                        "resume writes: the database is as it was before");
                    });
        }
        return doors;
    }
}
