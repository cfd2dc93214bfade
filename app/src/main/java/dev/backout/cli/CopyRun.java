package dev.backout.cli;

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
import dev.backout.run.RunPlace;
import dev.backout.run.RunReport;
import dev.backout.run.Runner;

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
record CopyRun(Shell shell, RunOptions running) {
    /// @param copy the copy's identity, in the place of the one that the plan was made for
    Rehearsed rehearse(PlanFile file, Site site, DatabaseIdentity copy) {
        Instant began = Instant.now();
        long start = System.nanoTime();
        PlanFile there = new PlanFile(file.plan().on(copy), file.hash(), file.json());
        RunPlace place =
                running.place(
                                site,
                                shell,
                                List.of(),
                                new RunText(shell, running.json(), site)::event)
                        .with(JournalCopy.NONE);
        RunReport report = new Runner(place).run(there, Runner.Beginning.PLAIN);
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
