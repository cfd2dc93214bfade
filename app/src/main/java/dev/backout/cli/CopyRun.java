package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Rehearsed;
import dev.backout.run.JournalCopy;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunPlace;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;
import dev.backout.surgical.SurgicalWork;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Carries a plan out on a copy of its database and tells what was seen.
///
/// @param running how a run behaves towards others
/// @param choices where backups lie that rows are taken out of
record CopyRun(Shell shell, RunOptions running, Choices choices) {
    /// Checks everything and shows the steps.
    ///
    /// @param copy the copy's identity
    void look(PlanFile file, Site site, DatabaseIdentity copy) {
        RunText text = text(site);
        Runner runner = runner(site, text);
        PlanFile there = there(file, copy);
        runner.check(there);
        text.steps(runner.steps(there, beginning(file)), List.of());
    }

    private static PlanFile there(PlanFile file, DatabaseIdentity copy) {
        return new PlanFile(file.plan().on(copy), file.hash(), file.json());
    }

    /// A copy needs no backup of its own, but what the plan takes out of one.
    private static Runner.Beginning beginning(PlanFile file) {
        return new Runner.Beginning(SurgicalWork.steps(file.plan()), null);
    }

    private RunText text(Site site) {
        return new RunText(shell, running.json(), site);
    }

    private Runner runner(Site site, RunText text) {
        List<OutsideWork> outside = List.of(new SurgicalRun(shell, choices, site).work(null));
        RunPlace place = running.place(site, shell, outside, text::event);
        return new Runner(place.with(JournalCopy.NONE));
    }

    /// @param copy the copy's identity, in the place of the one that the plan was made for
    Rehearsed rehearse(PlanFile file, Site site, DatabaseIdentity copy) {
        Instant began = Instant.now();
        long start = System.nanoTime();
        RunReport report = runner(site, text(site)).run(there(file, copy), beginning(file));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        try (Connection connection = site.connect()) {
            List<Rehearsed.Step> steps = new ArrayList<>();
            for (JournalLine line : new Journal(site.records()).lines(connection, report.id())) {
                if (line.entry().step() != null && line.entry().event() == JournalEvent.DONE) {
                    Duration time = line.entry().took();
                    steps.add(
                            new Rehearsed.Step(
                                    line.entry().title(),
                                    time == null ? Duration.ZERO : time,
                                    line.entry().message()));
                }
            }
            String version =
                    Sql.first(
                            connection,
                            "select pg_catalog.current_setting('server_version')",
                            row -> row.getString(1));
            return new Rehearsed(
                    site.target().address().place(),
                    String.valueOf(version),
                    began.truncatedTo(ChronoUnit.SECONDS),
                    took,
                    steps,
                    report.deviations(),
                    List.of());
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }
}
