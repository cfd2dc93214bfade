package dev.backout.cli;

import dev.backout.backup.BackupFolder;
import dev.backout.backup.BackupIds;
import dev.backout.backup.Manifest;
import dev.backout.backup.Manifests;
import dev.backout.catalog.CatalogReader;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Project;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.prisma.PrismaDiff;
import dev.backout.journal.Journal;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.migration.HistoryRow;
import dev.backout.plan.LiveQueries;
import dev.backout.plan.Plan;
import dev.backout.planfile.PlanFiles;
import dev.backout.run.RowSums;
import dev.backout.run.Verification;
import dev.backout.verify.Checked;
import dev.backout.verify.Checked.Kind;
import dev.backout.verify.Outcome;
import dev.backout.verify.RowCounts;
import dev.backout.verify.SmokeQueries;
import dev.backout.verify.SmokeQuery;
import dev.backout.verify.VerifyReport;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What `backout verify` looks at. For one thread.
///
/// @param choices the command line
/// @param extent how far it goes
record Verifier(Shell shell, Choices choices, Site site, Extent extent) {
    /// How long a look at the catalog may wait behind somebody's lock.
    static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

    /// How far it goes.
    ///
    /// @param countPatience how long counting one table may take
    /// @param queryPatience how long one query of the user may take
    /// @param drift whether the whole schema is compared
    /// @param dump whether pg_dump is asked about it as well
    /// @param prisma whether Prisma is asked
    /// @param gitRef where migrations are read
    record Extent(
            Duration countPatience,
            Duration queryPatience,
            boolean drift,
            boolean dump,
            boolean prisma,
            GitRefOption gitRef) {}

    /// Looks at everything.
    ///
    /// @param run the run's id, or the beginning of it; null for the newest
    VerifyReport report(@Nullable String run) {
        try (Connection connection = site.connect()) {
            RunRecords runs = new RunRecords(site.records());
            RunRecord record = record(connection, runs, run);
            Plan plan = PlanFiles.parse(runs.plan(connection, record.id())).plan();
            List<Checked> all = new ArrayList<>();
            all.add(new Checked(Kind.RUN, "", ended(record)));
            since(connection, runs, record)
                    .forEach(text -> all.add(new Checked(Kind.RUN, "", new Outcome.Fact(text))));
            all.addAll(compared(connection, plan, record));
            all.addAll(new WholeVerifier(shell, choices, site, extent).compared(connection));
            all.addAll(rows(connection, plan, record));
            all.addAll(queries());
            all.add(new Checked(Kind.PRISMA, "", prisma()));
            return new VerifyReport(record, site.target().address().place(), all);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private RunRecord record(Connection connection, RunRecords runs, @Nullable String run) {
        if (run != null) {
            return runs.find(connection, run);
        }
        List<RunRecord> all = runs.list(connection);
        if (all.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.RUN_UNKNOWN,
                    "there are no runs in " + site.target().address().place(),
                    "backout status compares history, migrations and schema without one");
        }
        return all.getFirst();
    }

    private static Outcome ended(RunRecord record) {
        return switch (record.state()) {
            case DONE -> new Outcome.Good("done, " + String.join(", ", record.migrations()));
            case ABORTED ->
                    new Outcome.Good(
                            "given up: all is held against the time before it, "
                                    + String.join(", ", record.migrations()));
            case RUNNING, STOPPED ->
                    new Outcome.Wrong(
                            "%s: it is held against its end".formatted(record.state().word()),
                            List.of(
                                    "backout resume %s   or   backout abort %s"
                                            .formatted(record.id(), record.id())));
            case ABORTING ->
                    new Outcome.Wrong(
                            "it is being given up, and held against the time before it",
                            List.of("backout abort %s goes on with that".formatted(record.id())));
        };
    }

    /// What came later may have changed what is compared here, and rightly so.
    private List<String> since(Connection connection, RunRecords runs, RunRecord record) {
        List<String> since = new ArrayList<>();
        for (RunRecord other : runs.list(connection)) {
            if (other.began().isAfter(record.began())) {
                since.add("since then: run %s, %s".formatted(other.id(), other.state().word()));
            }
        }
        Instant end = record.took() == null ? record.began() : record.began().plus(record.took());
        for (HistoryRow row : site.tool().history(connection).rows()) {
            if (row.state() == HistoryRow.State.APPLIED
                    && row.startedAt() != null
                    && row.startedAt().isAfter(end)) {
                since.add("since then: migration %s was applied".formatted(row.name()));
            }
        }
        return since;
    }

    private static Verification.End end(RunState state) {
        return switch (state) {
            case DONE, RUNNING, STOPPED -> Verification.End.DONE;
            case ABORTING, ABORTED -> Verification.End.GIVEN_UP;
        };
    }

    private List<Checked> compared(Connection connection, Plan plan, RunRecord record) {
        Verification verification =
                new Verification(plan, site.tool(), site.records(), end(record.state()));
        Verification.Result schema =
                verification.schema(CatalogReader.on(connection, LOCK_PATIENCE).read());
        Verification.Result history = verification.history(connection);
        return List.of(
                new Checked(
                        Kind.SCHEMA,
                        "",
                        outcome(
                                schema,
                                "%d objects that the run is about are as its plan says"
                                        .formatted(verification.expected().size()))),
                new Checked(
                        Kind.HISTORY,
                        "",
                        outcome(
                                history,
                                "%s says what it has to of %s"
                                        .formatted(
                                                plan.historyTable(),
                                                String.join(", ", record.migrations())))));
    }

    private static Outcome outcome(Verification.Result result, String good) {
        return switch (result) {
            case Verification.Result.Same _ -> new Outcome.Good(good);
            case Verification.Result.Different(List<String> lines) ->
                    new Outcome.Wrong("not as it has to be", lines);
        };
    }

    private List<Checked> rows(Connection connection, Plan plan, RunRecord record) {
        Manifest manifest = manifest(record);
        return new RowCounts(
                        new LiveQueries(connection, extent.countPatience(), LOCK_PATIENCE),
                        new RowSums(connection, extent.countPatience()),
                        new Journal(site.records()).lines(connection, record.id()),
                        manifest)
                .of(plan);
    }

    /// What is written down about the run's own dump, when it lies on this machine.
    private @Nullable Manifest manifest(RunRecord record) {
        Path file =
                BackupFolder.of(Configuration.backupSettings(choices), shell.environment())
                        .manifest(BackupIds.of(site.target().address().database(), record.id()));
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return Manifests.read(file);
        } catch (BackoutException e) {
            shell.err().println("note: " + e.getMessage());
            return null;
        }
    }

    /// In a session of its own: looking at the catalog changed the other one's settings.
    private List<Checked> queries() throws SQLException {
        List<SmokeQuery> queries = Configuration.smokeQueries(choices, site.target());
        if (queries.isEmpty()) {
            return List.of();
        }
        try (Connection connection = site.connect()) {
            SmokeQueries asked =
                    new SmokeQueries(
                            connection, site.target().address().schema(), extent.queryPatience());
            return queries.stream().map(asked::ask).toList();
        }
    }

    private Outcome prisma() {
        if (!extent.prisma()) {
            return new Outcome.NotCompared("asked not to");
        }
        Project project = site.project();
        Path schema = project == null ? null : project.schema();
        if (project == null || schema == null) {
            return new Outcome.NotCompared("there is no Prisma schema here");
        }
        PrismaDiff.Result result =
                new PrismaDiff(shell.environment())
                        .ask(
                                project.root(),
                                Configuration.read(choices).top(),
                                schema,
                                site.target().address());
        return switch (result) {
            case PrismaDiff.Result.Same(String version) ->
                    new Outcome.Good(
                            "prisma %s finds nothing that differs from %s"
                                    .formatted(version, shown(schema)));
            case PrismaDiff.Result.Different(String version, List<String> lines) ->
                    new Outcome.Wrong(
                            "prisma %s: the database would have to change to be %s"
                                    .formatted(version, shown(schema)),
                            lines);
            case PrismaDiff.Result.NotAsked(String why) -> new Outcome.NotCompared(why);
        };
    }

    private Path shown(Path path) {
        return path.startsWith(shell.directory()) ? shell.directory().relativize(path) : path;
    }
}
