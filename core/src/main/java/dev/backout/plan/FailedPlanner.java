package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.failure.Cause;
import dev.backout.failure.RecordedError;
import dev.backout.migration.HistoryAction;
import dev.backout.observe.MigrationScript;
import dev.backout.proof.Stations;
import dev.backout.proof.Subject;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the plan for a migration that failed: how far it got, and what can be done about it. For
/// one thread.
final class FailedPlanner {
    private final FailedMigration failed;
    private final List<Subject> base;
    private final LiveSchema live;
    private final ScratchServer server;
    private final ScratchOptions scratch;
    private final Ddl ddl;
    private final Pricing pricing;
    private final PlanDraft draft;
    private final PlanOptions options;
    private final String location;

    /// @param base the other migrations that are applied and at hand
    /// @param location of the migrations directory, for messages
    FailedPlanner(
            FailedMigration failed,
            List<Subject> base,
            LiveSchema live,
            ScratchServer server,
            ScratchOptions scratch,
            Ddl ddl,
            Pricing pricing,
            PlanDraft draft,
            PlanOptions options,
            String location) {
        this.failed = failed;
        this.base = base;
        this.live = live;
        this.server = server;
        this.scratch = scratch;
        this.ddl = ddl;
        this.pricing = pricing;
        this.draft = draft;
        this.options = options;
        this.location = location;
    }

    /// The plan.
    ///
    /// @throws dev.backout.error.BackoutException `drift` when nobody can tell how far it got,
    ///   `unproved` when the way that was asked for cannot be taken
    Plan plan() {
        FailedFinder.Findings findings =
                new FailedFinder(failed, base, live, server, scratch, ddl, draft).find();
        FailureText text = new FailureText(failed, RecordedError.of(failed.row().logs()));
        if (findings.progress() instanceof Progress.Unknown unknown) {
            throw Refusal.unknownProgress(failed, unknown, text.lines());
        }
        if (!failed.recorded() && findings.progress() instanceof Progress.Nothing) {
            return draft.revertCommit(failed.name(), location);
        }
        Map<Way, Solution> solutions = new LinkedHashMap<>();
        solutions.put(Way.UNDO, undo(findings));
        solutions.put(Way.FINISH, finish(findings));
        solutions.put(Way.MARK, mark(findings));
        Solution.Possible chosen = new WayChoice(failed, solutions).choose(options.way());
        FailureReport report =
                text.report(
                        findings.progress(),
                        rows(findings, text.cause()),
                        new WayChoice(failed, solutions).offers(chosen));
        chosen.cost().notes().forEach(draft::note);
        return draft.failed(failed, chosen, WayChoice.reason(findings.progress(), chosen), report);
    }

    private Solution undo(FailedFinder.Findings findings) {
        return switch (findings.progress()) {
            case Progress.Nothing _ ->
                    new Solution.Impossible(Way.UNDO, "nothing of it is in place to be undone");
            case Progress.Upto(int done, int of, List<Address> invalid, List<String> _) ->
                    undo(findings, done, of, invalid);
            case Progress.Whole() -> {
                int all = script(findings).work().size();
                yield undo(findings, all, all, List.of());
            }
            case Progress.Unknown _ -> new Solution.Impossible(Way.UNDO, "it is unknown");
        };
    }

    private Solution undo(FailedFinder.Findings findings, int done, int of, List<Address> invalid) {
        Undo undo = trial(findings).undo(done, invalid, options.fills(), options.concurrently());
        return switch (undo) {
            case Undo.Found found -> {
                Snapshot start = found.rehearsal().start();
                Snapshot between = found.rehearsal().between();
                Snapshot end = found.rehearsal().end();
                yield new Solution.Possible(
                        Way.UNDO,
                        new Strategy.Inverse(),
                        failed.undoneAction(),
                        true,
                        texts(found.statements()),
                        asLive(Expectations.of(start, between, end), findings.live(), invalid),
                        Expectations.of(end, start, between),
                        found.rehearsal().alone(),
                        Expectations.of(between, start, end),
                        pricing.ofUndo(found, failed.name(), options.fills()),
                        WayChoice.undoText(failed, done, of, invalid));
            }
            case Undo.Drifted(List<String> differences) ->
                    new Solution.Impossible(
                            Way.UNDO,
                            "the live schema was changed by hand where it would be undone: "
                                    + differences.getFirst());
            case Undo.NeededByLater needed ->
                    new Solution.Impossible(Way.UNDO, "later migrations are built on it");
            case Undo.NotProved(List<String> reasons) ->
                    new Solution.Impossible(
                            Way.UNDO, "no inverse could be proved: " + reasons.getFirst());
        };
    }

    private Solution finish(FailedFinder.Findings findings) {
        return switch (findings.progress()) {
            case Progress.Nothing _ ->
                    new Solution.Impossible(
                            Way.FINISH,
                            "nothing of it is in place: that is to deploy it again, once the cause"
                                    + " is gone");
            case Progress.Whole() ->
                    new Solution.Impossible(Way.FINISH, "nothing of it is left to run");
            case Progress.Upto(int done, int of, List<Address> invalid, List<String> uncertain) -> {
                yield uncertain.isEmpty()
                        ? finish(findings, done, of, invalid)
                        : new Solution.Impossible(
                                Way.FINISH,
                                "the schema cannot tell whether this ran: " + uncertain.getFirst());
            }
            case Progress.Unknown _ -> new Solution.Impossible(Way.FINISH, "it is unknown");
        };
    }

    private Solution finish(
            FailedFinder.Findings findings, int done, int of, List<Address> invalid) {
        return switch (trial(findings).finish(done, invalid)) {
            case FailedTrial.Rest.Refused(String why) -> new Solution.Impossible(Way.FINISH, why);
            case FailedTrial.Rest.Found(var statements, Rehearsal _)
                    when SecretFree.unfit(statements) != null ->
                    new Solution.Impossible(
                            Way.FINISH,
                            "no plan holds a secret, and the rest of it does: "
                                    + SecretFree.unfit(statements));
            case FailedTrial.Rest.Found(var statements, Rehearsal rehearsal) -> {
                Snapshot start = Surroundings.withInvalid(rehearsal.start(), invalid);
                Snapshot between = Surroundings.withInvalid(rehearsal.between(), invalid);
                yield new Solution.Possible(
                        Way.FINISH,
                        new Strategy.Finish(),
                        new HistoryAction.MarkApplied(failed.appliedChecksum()),
                        false,
                        texts(statements),
                        Expectations.of(start, between, rehearsal.end()),
                        Expectations.of(rehearsal.end(), start, between),
                        rehearsal.alone(),
                        Expectations.of(between, start, rehearsal.end()),
                        pricing.ofRest(
                                rehearsal.from(Surroundings.without(rehearsal.start(), invalid)),
                                script(findings).work().subList(done, of).stream()
                                        .anyMatch(MigrationScript::mayWriteRows)),
                        WayChoice.finishText(done, of));
            }
        };
    }

    private Solution mark(FailedFinder.Findings findings) {
        return switch (findings.progress()) {
            case Progress.Nothing(List<String> uncertain) ->
                    marked(
                            findings,
                            new HistoryAction.MarkRolledBack(),
                            uncertain,
                            WayChoice.ROLLED_BACK);
            case Progress.Whole() ->
                    marked(
                            findings,
                            new HistoryAction.MarkApplied(failed.appliedChecksum()),
                            List.of(),
                            failed.recorded() ? WayChoice.APPLIED : WayChoice.COUNTS);
            case Progress.Upto _ ->
                    new Solution.Impossible(
                            Way.MARK, "part of it is in place: either mark would be wrong");
            case Progress.Unknown _ -> new Solution.Impossible(Way.MARK, "it is unknown");
        };
    }

    private Solution marked(
            FailedFinder.Findings findings,
            HistoryAction action,
            List<String> uncertain,
            String text) {
        List<Expectation> expected = present(findings);
        List<String> notes = new ArrayList<>();
        uncertain.forEach(line -> notes.add("the schema cannot tell whether this ran: " + line));
        return new Solution.Possible(
                Way.MARK,
                new Strategy.Mark(),
                action,
                false,
                List.of(),
                expected,
                expected,
                List.of(),
                expected,
                new Solution.Cost(List.of(), VaultWork.NONE, List.of(), List.of(), "none", notes),
                text);
    }

    /// What the file touches and is there must not change before the mark is made.
    private List<Expectation> present(FailedFinder.Findings findings) {
        ProgressFinder finder = findings.finder();
        Set<Address> touched = finder == null ? Set.of() : finder.touched();
        List<Expectation> expected = new ArrayList<>();
        for (Unit unit : live.snapshot().units().values()) {
            if (unit.entries().stream().anyMatch(one -> touched.contains(one.address()))) {
                unit.entries().forEach(one -> expected.add(Expectation.of(one.object())));
            }
        }
        return expected;
    }

    /// Rows of the live database that are in the way of what is not in place.
    private List<OffendingRows> rows(FailedFinder.Findings findings, Cause cause) {
        Stations stations = findings.stations();
        int done =
                switch (findings.progress()) {
                    case Progress.Nothing _ -> 0;
                    case Progress.Upto upto -> upto.done();
                    case Progress.Whole(), Progress.Unknown _ -> -1;
                };
        return stations == null || done < 0 || !(cause.ofRows() || cause == Cause.OTHER)
                ? List.of()
                : pricing.offending(stations.states().get(done), stations.states().getLast());
    }

    /// Indexes that are invalid were reproduced as valid ones.
    private static List<Expectation> asLive(
            List<Expectation> expected, Snapshot live, List<Address> invalid) {
        return expected.stream()
                .map(one -> {
                    Entry entry = invalid.contains(one.address()) ? live.find(one.address()) : null;
                    return entry == null ? one : Expectation.of(entry.object());
                })
                .toList();
    }

    private FailedTrial trial(FailedFinder.Findings findings) {
        Stations stations = findings.stations();
        ProgressFinder finder = findings.finder();
        if (stations == null || finder == null) {
            throw new IllegalStateException("without its file nothing is in place");
        }
        return new FailedTrial(
                server,
                scratch,
                ddl,
                base,
                failed.name(),
                script(findings),
                stations,
                finder,
                findings.live());
    }

    private static MigrationScript script(FailedFinder.Findings findings) {
        MigrationScript script = findings.script();
        if (script == null) {
            throw new IllegalStateException("without its file nothing is in place");
        }
        return script;
    }

    private static List<String> texts(List<dev.backout.ddl.Statement> statements) {
        return statements.stream().map(dev.backout.ddl.Statement::sql).toList();
    }
}
