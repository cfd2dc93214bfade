package dev.backout.runbook;

import dev.backout.gate.GateSite;
import dev.backout.gate.GateWork;
import dev.backout.integration.command.CommandSite;
import dev.backout.integration.command.CommandWork;
import dev.backout.integration.command.ShellCommand;
import dev.backout.journal.Step;
import dev.backout.plan.Order;
import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.records.RecordSchema;
import dev.backout.run.Around;
import dev.backout.run.DatabasePause;
import dev.backout.run.OutsideWork;
import dev.backout.run.QuietWait;
import dev.backout.watch.WatchWork;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Makes the steps around a run's transaction of what `backout.yaml` says, and knows who does them.
/// Everything that has to be known to undo a step is read now, before anything is touched.
///
/// @param runbook what `backout.yaml` says for this database
/// @param connections opens sessions of the database
/// @param records our records there
/// @param commands where commands run
/// @param passed the reasons of people who let gates pass, by the gates' names
public record RunbookSteps(
        Runbook runbook,
        Supplier<Connection> connections,
        RecordSchema records,
        CommandSite commands,
        Map<String, String> passed) {
    /// Copies the map.
    public RunbookSteps {
        passed = Map.copyOf(passed);
    }

    /// What is done around the transaction of a plan. Only a plan that leads back has an old
    /// release to return to.
    ///
    /// @param first what the run begins with: its backup
    /// @throws dev.backout.error.BackoutException when something cannot be done here; nothing was
    ///   changed
    public Around around(Plan plan, List<Step.Outside> first) {
        if (!(plan.strategy() instanceof Strategy.Inverse)) {
            return Around.before(first);
        }
        Order order = plan.order();
        boolean pause = runbook.pausing().applies(order.pause());
        List<Step.Outside> before = new ArrayList<>(steps(runbook.before()));
        before.addAll(WatchWork.before(runbook.watch()));
        before.addAll(first);
        List<Step.Outside> release = runbook.application().stream().map(this::release).toList();
        if (order.applicationFirst()) {
            before.addAll(release);
        }
        List<Step.Outside> shut = new ArrayList<>(order.applicationFirst() ? List.of() : release);
        runbook.gates().forEach(gate -> shut.add(GateWork.step(gate)));
        List<Step.Outside> last = new ArrayList<>(steps(runbook.after()));
        last.addAll(WatchWork.last(runbook.watch()));
        ClusterSteps.Noted noted = pause ? cluster().note() : ClusterSteps.Noted.NOTHING;
        Around around =
                new Around(
                        before,
                        pause ? doors(noted) : List.of(),
                        pause ? List.of(quiet()) : List.of(),
                        shut,
                        stepwise(noted),
                        last);
        insist(around.steps());
        return around;
    }

    /// Nobody wants to find out half-way that a variable is not set.
    ///
    /// @throws dev.backout.error.BackoutException when what a step refers to is not there
    public void insist(List<Step.Outside> steps) {
        for (OutsideWork work : works()) {
            steps.stream().filter(one -> one.kind().equals(work.kind())).forEach(work::insist);
        }
    }

    /// What is noted before a deployment, to be compared with behind it.
    public List<Step.Outside> beforeDeployment() {
        return WatchWork.before(runbook.watch());
    }

    /// What is looked at after a deployment, as after a run.
    public List<Step.Outside> afterDeployment() {
        List<Step.Outside> steps =
                new ArrayList<>(runbook.gates().stream().map(GateWork::step).toList());
        steps.addAll(WatchWork.last(runbook.watch()));
        return steps;
    }

    /// Who does the steps.
    public List<OutsideWork> works() {
        List<OutsideWork> works = new ArrayList<>(cluster().works());
        Collections.addAll(
                works,
                new DatabasePause(connections, records),
                new QuietWait(connections, records),
                new CommandWork(commands),
                new GateWork(new GateSite(commands, connections), passed),
                new WatchWork(commands, passed));
        return works;
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

    private Step.Outside quiet() {
        return QuietWait.step(runbook.pausing().quiet(), runbook.pausing().timeout());
    }

    private static List<Step.Outside> steps(List<ShellCommand> commands) {
        return commands.stream().map(CommandWork::step).toList();
    }

    private Step.Outside release(Release release) {
        return switch (release) {
            case Release.Kubernetes(var deployment) -> cluster().release(deployment);
            case Release.Command(ShellCommand command) -> CommandWork.step(command);
        };
    }

    /// Workers first, since they are given back last. All that is changed in a cluster is one door,
    /// since a controller may keep several of its objects.
    private List<Around.Door> doors(ClusterSteps.Noted noted) {
        Set<Around.Door> doors = new LinkedHashSet<>(noted.workers());
        runbook.pausing().ways().forEach(way -> doors.addAll(doors(way, noted)));
        return List.copyOf(doors);
    }

    private List<Around.Door> doors(PauseWay way, ClusterSteps.Noted noted) {
        return switch (way) {
            case PauseWay.Kubernetes _ -> noted.writes();
            case PauseWay.Database(boolean endSessions) ->
                    List.of(
                            new Around.Door(
                                    new DatabasePause(connections, records).step(endSessions),
                                    "resume writes: the database is as it was before"));
            case PauseWay.Command(ShellCommand command) ->
                    List.of(
                            new Around.Door(
                                    CommandWork.step(command),
                                    "resume writes: undo " + command.name()));
        };
    }

    /// Workers go on one after the other, and the gates have to hold behind each step.
    private List<Step.Outside> stepwise(ClusterSteps.Noted noted) {
        List<Step.Outside> steps = new ArrayList<>();
        for (Step.Outside loosened : noted.loosened()) {
            steps.add(loosened);
            steps.addAll(afterDeployment());
        }
        return steps;
    }

    private ClusterSteps cluster() {
        return new ClusterSteps(runbook);
    }
}
