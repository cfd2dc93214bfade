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
import dev.backout.proof.Subject;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchSource;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Makes the decision: what to do about applied migrations, proved, with what it costs counted on
/// the live database. Nothing is changed there. For one thread.
public final class Planner {
    /// The catalog is small, and without it there is no plan.
    private static final Duration CATALOG_PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Connection> connections;
    private final MigrationTool tool;
    private final ScratchSource scratch;
    private final KeptInverses kept;
    private final PlanListener listener;
    private final ProofShare share;

    /// @param connections opens sessions on the live database, in autocommit mode
    /// @param tool whose history is looked at
    /// @param scratch gives a scratch server of that major version; whoever gives it closes it
    /// @param kept inverses that the database keeps
    /// @param listener told of what happens
    public Planner(
            Supplier<Connection> connections,
            MigrationTool tool,
            ScratchSource scratch,
            KeptInverses kept,
            PlanListener listener) {
        this(connections, tool, scratch, kept, listener, ProofShare.NONE);
    }

    Planner(
            Supplier<Connection> connections,
            MigrationTool tool,
            ScratchSource scratch,
            KeptInverses kept,
            PlanListener listener,
            ProofShare share) {
        this.share = share;
        this.connections = connections;
        this.tool = tool;
        this.scratch = scratch;
        this.kept = kept;
        this.listener = listener;
    }

    /// Makes a plan.
    ///
    /// @param directory the migrations as they were read, or null when there are none at hand
    /// @throws BackoutException `drift`, `unproved`, `migration-unknown`, `usage`,
    ///   `database-unreachable`, `history-unreadable`, `rights-missing`, `scratch-unavailable`
    public Plan plan(@Nullable MigrationDirectory directory, Choice choice, PlanOptions options) {
        return plan(directory, choice, options, null);
    }

    /// Makes a plan by which what was destroyed returns from a backup.
    ///
    /// @param directory the migrations as they were read, or null when there are none at hand
    /// @param extraction reads the backup; null when there is none, or none is wanted
    /// @throws BackoutException as above, `backup-invalid`, `backup-unavailable`
    public Plan plan(
            @Nullable MigrationDirectory directory,
            Choice choice,
            PlanOptions options,
            @Nullable Extraction extraction) {
        try (Connection asked = connections.get()) {
            DatabaseIdentity identity = DatabaseIdentityReader.read(asked);
            AppliedHistory history = history(asked, directory, options);
            PlanDraft draft = new PlanDraft(options.engine(), identity, tool);
            AppliedHistory.Stretch stretch = history.find(choice);
            history.failed().stream()
                    .filter(one ->
                            !(stretch instanceof AppliedHistory.Stretch.Failed(var chosen)
                                    && chosen.equals(one)))
                    .forEach(one -> draft.note("migration " + one.name() + " has failed"));
            return switch (stretch) {
                case AppliedHistory.Stretch.Failed(FailedMigration failed) -> {
                    if (extraction != null) {
                        throw BackupTaking.failed(failed.name());
                    }
                    yield failed(asked, history, failed, draft, options);
                }
                case AppliedHistory.Stretch.NotApplied(String name) ->
                        draft.revertCommit(name, directory == null ? "" : directory.location());
                case AppliedHistory.Stretch.Applied(int from, int to) ->
                        undo(asked, history, from, to, draft, options, extraction);
            };
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private AppliedHistory history(
            Connection asked, @Nullable MigrationDirectory directory, PlanOptions options)
            throws SQLException {
        History history = tool.history(asked);
        return AppliedHistory.of(
                history,
                new DeployedScripts(new RecordSchema(options.recordSchema()), tool)
                        .complete(directory, asked, history),
                tool);
    }

    private Plan undo(
            Connection asked,
            AppliedHistory history,
            int from,
            int to,
            PlanDraft draft,
            PlanOptions options,
            @Nullable Extraction extraction)
            throws SQLException {
        List<AppliedMigration> undone = history.migrations().subList(from, to);
        undone.reversed().forEach(draft::undo);
        LiveQueries queries = new LiveQueries(asked, options.patience(), options.lockPatience());
        LiveQueries catalog = new LiveQueries(asked, CATALOG_PATIENCE, options.lockPatience());
        TableSizes sizes = TableSizes.read(catalog);
        KeptData kept = new KeptReader(asked, options.recordSchema()).ofMigrations(undone);
        if (extraction != null) {
            BackupTaking.insistOn(undone, kept);
        }
        List<Subject> subjects = subjects(history, draft);
        expect(asked, subjects.subList(0, atHand(history.migrations().subList(0, from))));
        listener.doing("reading the schema of " + draft.database().name());
        LiveSchema live = live(options);
        Set<Address> big = new HashSet<>(sizes.big());
        big.addAll(kept.large(sizes));
        big.addAll(options.budget().large(kept));
        Ddl ddl = new PostgresDdl(DdlOptions.of(live.major()).rebuildingEnums().withBigTables(big));
        ScratchServer server = scratch.server(live.major());
        ScratchOptions scratchOptions = ScratchSetup.of(live, subjects, server);
        server = scratch.server(live.major(), scratchOptions);
        listener.doing("proving on " + server.description());
        boolean gone = undone.stream().anyMatch(one -> one.migration() == null);
        UndoFinder finder =
                new UndoFinder(server, scratchOptions, ddl, options.concurrently(), listener);
        UndoSearch search =
                share.over(
                        finder, List.of(live.major(), scratchOptions, big, options.concurrently()));
        kept = search.stored(kept, live.records(), sizes);
        if (extraction != null) {
            UndoRequest bare = request(history, from, to, subjects, live, options, kept);
            kept =
                    new BackupTaking(extraction, asked, history, options)
                            .take(undone.getFirst(), finder.see(bare, undone));
            listener.doing("proving on " + server.description());
        }
        UndoRequest request = request(history, from, to, subjects, live, options, kept);
        Undo found =
                gone ? keptUndo(server, scratchOptions, ddl, live, undone) : search.find(request);
        LiveCounter counter = new LiveCounter(queries, catalog, sizes);
        listener.doing("counting on " + draft.database().name());
        Unfit unfit = Unfit.NONE;
        if (!gone && found instanceof Undo.Found proved) {
            unfit = Unfit.of(proved, kept, options, live.major(), counter);
            found = unfit.none() ? found : search.find(request.with(unfit.all()));
        }
        Decision decision = new Decision(draft, counter, catalog, sizes, live.major(), options);
        if (found instanceof Undo.Found proved && !decision.leaves(proved, undone)) {
            found =
                    options.budget()
                            .within(
                                    proved,
                                    gone ? null : request.with(unfit.all()),
                                    search,
                                    draft,
                                    sizes,
                                    options.recordSchema());
        }
        return switch (found) {
            case Undo.Found proved -> decision.of(proved, undone, kept, unfit.asides());
            case Undo.Drifted(List<String> differences) -> throw Refusal.drift(undone, differences);
            case Undo.NeededByLater needed -> throw Refusal.needed(history, from, needed);
            case Undo.NotProved(List<String> reasons) -> throw Refusal.unproved(undone, reasons);
        };
    }

    /// The scratch server starts while the live schema is read.
    private void expect(Connection asked, List<Subject> earlier) {
        try {
            scratch.expect(
                    asked.getMetaData().getDatabaseMajorVersion(),
                    Prefixes.of(earlier.stream().map(Subject::sql).toList()));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "talking to the database failed", e);
        }
    }

    private Plan failed(
            Connection asked,
            AppliedHistory history,
            FailedMigration failed,
            PlanDraft draft,
            PlanOptions options) {
        LiveQueries queries = new LiveQueries(asked, options.patience(), options.lockPatience());
        LiveQueries catalog = new LiveQueries(asked, CATALOG_PATIENCE, options.lockPatience());
        TableSizes sizes = TableSizes.read(catalog);
        listener.doing("reading the schema of " + draft.database().name());
        LiveSchema live = live(options);
        ScratchServer server = scratch.server(live.major());
        List<Subject> subjects = subjects(history, draft);
        List<Subject> all = new ArrayList<>(subjects);
        if (failed.migration() != null) {
            all.add(new Subject(failed.name(), failed.migration().script().text(), null));
        }
        listener.doing("finding out how far it got, on " + server.description());
        return new FailedPlanner(
                        failed,
                        subjects,
                        live,
                        server,
                        ScratchSetup.of(live, all, server),
                        new PostgresDdl(
                                DdlOptions.of(live.major())
                                        .rebuildingEnums()
                                        .withBigTables(sizes.big())),
                        new Pricing(
                                new LiveCounter(queries, catalog, sizes),
                                catalog,
                                sizes,
                                live.major(),
                                options),
                        draft,
                        options,
                        history.directory() == null ? "" : history.directory().location())
                .plan();
    }

    private LiveSchema live(PlanOptions options) {
        return LiveSchema.of(
                LiveCatalog.read(connections, options.lockPatience(), true),
                tool.table(),
                options.recordSchema());
    }

    /// Those whose scripts are at hand; what the others did is drift, and settled as such.
    private static List<Subject> subjects(AppliedHistory history, PlanDraft draft) {
        List<Subject> subjects = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (AppliedMigration migration : history.migrations()) {
            Subject subject = migration.subject();
            if (subject == null) {
                missing.add(migration.name());
            } else {
                subjects.add(subject);
            }
            if (migration.edited()) {
                draft.note(
                        "migration %s was edited after it was applied; what is live decides"
                                .formatted(migration.name()));
            }
        }
        if (subjects.isEmpty() && !missing.isEmpty()) {
            draft.note("none of the %d applied migrations is at hand".formatted(missing.size()));
        } else {
            missing.forEach(name ->
                    draft.note("migration %s is applied and not in the directory".formatted(name)));
        }
        return subjects;
    }

    /// The stretch counted in scripts that are at hand.
    private static UndoRequest request(
            AppliedHistory history,
            int from,
            int to,
            List<Subject> subjects,
            LiveSchema live,
            PlanOptions options,
            KeptData kept) {
        int before = atHand(history.migrations().subList(0, from));
        int size = atHand(history.migrations().subList(from, to));
        return new UndoRequest(
                subjects,
                before,
                before + size,
                live.snapshot(),
                options.fills(),
                kept,
                options.merging(),
                List.of(),
                true);
    }

    private static int atHand(List<AppliedMigration> migrations) {
        return (int) migrations.stream().filter(one -> one.migration() != null).count();
    }

    private Undo keptUndo(
            ScratchServer server,
            ScratchOptions options,
            Ddl ddl,
            LiveSchema live,
            List<AppliedMigration> undone) {
        List<KeptInverse> inverses =
                undone.reversed().stream().map(one -> KeptInverse.of(one, kept)).toList();
        return new KeptUndo(server, options, ddl, live).tryOut(inverses);
    }
}
