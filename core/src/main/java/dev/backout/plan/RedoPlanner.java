package dev.backout.plan;

import dev.backout.database.SqlFailure;
import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.History;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.observe.Observation;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.vault.Holding;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Plans the way forward again after a run has backed a migration out. The run is undone as a
/// migration is: its inverse leads to the schema that the migration had made, and what the run put
/// into the vault returns. Nothing of the migration is evaluated anew. For one thread.
public final class RedoPlanner {
    private static final Duration CATALOG_PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Connection> connections;
    private final MigrationTool tool;
    private final IntFunction<ScratchServer> scratch;
    private final PlanListener listener;
    private final ProofShare share;

    /// @param connections opens sessions on the live database, in autocommit mode
    /// @param tool whose history is looked at
    /// @param scratch gives a scratch server of that major version; whoever gives it closes it
    /// @param listener told of what happens
    public RedoPlanner(
            Supplier<Connection> connections,
            MigrationTool tool,
            IntFunction<ScratchServer> scratch,
            PlanListener listener) {
        this(connections, tool, scratch, listener, ProofShare.NONE);
    }

    RedoPlanner(
            Supplier<Connection> connections,
            MigrationTool tool,
            IntFunction<ScratchServer> scratch,
            PlanListener listener,
            ProofShare share) {
        this.share = share;
        this.connections = connections;
        this.tool = tool;
        this.scratch = scratch;
        this.listener = listener;
    }

    /// Makes a plan.
    ///
    /// @param directory the migrations as they were read, or null when there are none at hand
    /// @param run the run that is to be undone; it is done
    /// @param done the plan that it carried out
    /// @throws BackoutException `usage` when the run backed nothing out, `plan-irreversible` when
    ///   the migration's script is not known, and as [Planner#plan]
    public Plan plan(
            @Nullable MigrationDirectory directory, String run, Plan done, PlanOptions options) {
        insistOnInverse(run, done);
        try (Connection asked = connections.get()) {
            History applied = tool.history(asked);
            AppliedHistory history =
                    AppliedHistory.of(
                            applied,
                            new DeployedScripts(new RecordSchema(options.recordSchema()), tool)
                                    .complete(directory, asked, applied),
                            tool);
            RedoHistory subjects = RedoHistory.of(history, done, tool.order());
            KeptData holdings =
                    new KeptReader(asked, options.recordSchema())
                            .ofRun(run, done, subjects.undone());
            insistOnVault(run, holdings);
            PlanDraft draft =
                    new PlanDraft(options.engine(), DatabaseIdentityReader.read(asked), tool);
            LiveQueries catalog = new LiveQueries(asked, CATALOG_PATIENCE, options.lockPatience());
            TableSizes sizes = TableSizes.read(catalog);
            listener.doing("reading the schema of " + draft.database().name());
            LiveSchema live = live(options);
            Set<Address> big = new HashSet<>(sizes.big());
            big.addAll(holdings.large(sizes));
            big.addAll(options.budget().large(holdings));
            Ddl ddl =
                    new PostgresDdl(
                            DdlOptions.of(live.major()).rebuildingEnums().withBigTables(big));
            ScratchServer server = scratch.apply(live.major());
            ScratchOptions scratchOptions = ScratchSetup.of(live, subjects.all(), server);
            listener.doing("proving on " + server.description());
            UndoSearch search =
                    share.over(
                            new UndoFinder(server, scratchOptions, ddl, false, listener),
                            List.of(live.major(), scratchOptions, big, false));
            KeptData kept = search.stored(holdings, live.records(), sizes);
            UndoRequest request =
                    new UndoRequest(
                            subjects.all(),
                            subjects.from(),
                            subjects.all().size(),
                            live.snapshot(),
                            options.fills(),
                            kept,
                            options.merging(),
                            List.of(),
                            true);
            Undo found = search.find(request);
            LiveCounter counter =
                    new LiveCounter(
                            new LiveQueries(asked, options.patience(), options.lockPatience()),
                            catalog,
                            sizes);
            listener.doing("counting on " + draft.database().name());
            Unfit unfit = Unfit.NONE;
            if (found instanceof Undo.Found proved) {
                unfit = Unfit.of(proved, kept, options, live.major(), counter);
                found = unfit.none() ? found : search.find(request.with(unfit.all()));
            }
            if (found instanceof Undo.Found proved) {
                found =
                        options.budget()
                                .within(
                                        proved,
                                        request.with(unfit.all()),
                                        search,
                                        draft,
                                        sizes,
                                        options.recordSchema());
            }
            return switch (found) {
                case Undo.Found proved ->
                        plan(
                                proved,
                                run,
                                done,
                                draft,
                                kept,
                                unfit.asides(),
                                counter,
                                sizes,
                                live,
                                options);
                case Undo.Drifted(List<String> differences) -> throw refused(run, differences);
                case Undo.NotProved(List<String> reasons) -> throw refused(run, reasons);
                case Undo.NeededByLater needed -> throw refused(run, needed.reasons());
            };
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private static Plan plan(
            Undo.Found found,
            String run,
            Plan done,
            PlanDraft draft,
            KeptData kept,
            List<Misfit> asides,
            LiveCounter counter,
            TableSizes sizes,
            LiveSchema live,
            PlanOptions options) {
        found.notes().forEach(draft::note);
        Casualties casualties =
                new Casualties(
                        counter,
                        options.fills().keySet(),
                        kept,
                        found.returning(),
                        options.merging(),
                        options.rules());
        casualties.ofReturning();
        casualties.ofFits(options.merging().mapped(), asides, found.rehearsal());
        casualties.ofInverse(found.rehearsal());
        for (Observation observation : found.observations()) {
            casualties.ofMigration(run, observation);
        }
        casualties.ofGivenUp();
        Obstacles search =
                new Obstacles(
                        counter,
                        Misfits.of(found, kept, options, live.major()),
                        found.rehearsal().start());
        List<Obstacle> obstacles = search.find(asides);
        casualties.notes().forEach(draft::note);
        search.notes().forEach(draft::note);
        return draft.redo(
                run,
                done,
                found,
                casualties,
                obstacles,
                LockForecast.locks(
                        found.rehearsal().way().measures(), sizes, options.recordSchema()),
                sizes);
    }

    private LiveSchema live(PlanOptions options) {
        try (Connection read = connections.get()) {
            return LiveSchema.read(
                    read, tool.table(), options.recordSchema(), options.lockPatience());
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private static void insistOnInverse(String run, Plan done) {
        if (!(done.strategy() instanceof Strategy.Inverse)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "run %s backed nothing out, so there is nothing to apply again".formatted(run),
                    "backout runs lists all runs");
        }
    }

    /// What the run did is tried once more, and it took rows out of tables of the vault.
    private static void insistOnVault(String run, KeptData kept) {
        for (Holding holding : kept.used()) {
            boolean moved = kept.stored().forms().containsKey(holding.capture().id());
            if (holding.columns().isEmpty() && !moved) {
                throw BackoutException.of(
                        ErrorCode.PLAN_IRREVERSIBLE,
                        "run %s put %s back, and that table of the vault is gone since: %s"
                                .formatted(run, holding.kept().text(), holding.kept().place()),
                        "nothing was executed; to let the migration run anew: backout unbar, then"
                                + " backout deploy");
            }
        }
    }

    private static BackoutException refused(String run, List<String> reasons) {
        List<String> hints = new ArrayList<>(reasons.subList(1, Math.min(reasons.size(), 5)));
        hints.add("nothing was executed");
        return new BackoutException(
                ErrorCode.UNPROVED,
                "no way forward again from run %s could be proved: %s"
                        .formatted(run, reasons.getFirst()),
                hints);
    }
}
