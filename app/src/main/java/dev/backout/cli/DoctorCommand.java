package dev.backout.cli;

import dev.backout.backup.BackupSettings;
import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.SqlFailure;
import dev.backout.doctor.Diagnosis;
import dev.backout.doctor.Doctor;
import dev.backout.doctor.DoctorJson;
import dev.backout.doctor.DoctorText;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.doctor.live.LeastRights;
import dev.backout.doctor.live.LiveDatabase;
import dev.backout.doctor.live.LiveExaminations;
import dev.backout.doctor.machine.BackupReadiness;
import dev.backout.doctor.machine.MachineExaminations;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Backups;
import dev.backout.migration.MigrationTool;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// `backout doctor`.
@Command(
        description = {
            "Examines this machine, the project and the database, and says what mends each"
                    + " finding.",
            "It reads, and changes nothing."
        },
        footer = {
            "",
            "Exit status: 0 nothing stands in the way of a run, 1 something does.",
            "",
            "Examples:",
            "  backout doctor --env production",
            "  backout doctor --grants deploy | psql postgresql://admin@db.example.com/shop"
        })
final class DoctorCommand implements Callable<ExitCode> {
    @Option(
            names = "--grants",
            paramLabel = "ROLE",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "print the least rights of a role as SQL instead; the URL's role without a"
                            + " name")
    private @Nullable String grants;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        if (grants != null) {
            return printGrants(grants);
        }
        DoctorSite site = DoctorSite.find(options.choices(shell));
        Target target = site.target();
        if (target != null && !json) {
            target.found().forEach(shell.out()::println);
            shell.out().println();
        }
        Diagnosis diagnosis = new Diagnosis(examine(site));
        if (json) {
            shell.out().println(DoctorJson.text(diagnosis));
        } else {
            DoctorText.lines(diagnosis).forEach(shell.out()::println);
        }
        return diagnosis.runnable() ? ExitCode.DONE : ExitCode.NO;
    }

    private List<Finding> examine(DoctorSite site) {
        List<Finding> findings = new ArrayList<>(site.findings());
        Target target = site.target();
        MigrationTool tool = site.tool();
        if (target == null || tool == null) {
            withScratch(site, null, null, findings);
            return findings;
        }
        try (Connection connection = Database.connect(target.address())) {
            LiveDatabase live = LiveDatabase.of(connection, target, tool);
            withScratch(site, connection.getMetaData().getDatabaseMajorVersion(), live, findings);
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.DATABASE_UNREACHABLE
                    && e.code() != ErrorCode.DATABASE_UNSUPPORTED) {
                throw e;
            }
            boolean old = e.code() == ErrorCode.DATABASE_UNSUPPORTED;
            findings.add(
                    Doctor.of(old ? Topic.SERVER_VERSION : Topic.DATABASE, Severity.PROBLEM, e));
            withScratch(site, null, null, findings);
        } catch (SQLException e) {
            findings.add(
                    Finding.problem(
                            Topic.DATABASE, "the connection broke: " + SqlFailure.text(e), null));
        }
        return findings;
    }

    /// The scratch server starts while the database answers.
    private void withScratch(
            DoctorSite site,
            @Nullable Integer major,
            @Nullable LiveDatabase live,
            List<Finding> findings) {
        FutureTask<ScratchServer> scratch = new FutureTask<>(() -> start(site, major));
        Thread starting = Thread.ofVirtual().name("backout-scratch").start(scratch);
        try {
            if (live != null) {
                findings.addAll(
                        Doctor.examine(LiveExaminations.of(live, site.directory(), scratch)));
            }
            List<Examination> machine =
                    new ArrayList<>(
                            MachineExaminations.of(
                                    shell.directory(), site.configuration(), scratch));
            machine.add(backups(site, major));
            findings.addAll(Doctor.examine(machine));
        } finally {
            close(scratch, starting);
        }
    }

    private Examination backups(DoctorSite site, @Nullable Integer major) {
        BackupSettings settings = backupSettings();
        Target target = site.target();
        return new BackupReadiness(
                new Backups(settings, shell.environment()),
                settings,
                major,
                target == null ? null : target.address().database());
    }

    /// A backout.yaml that cannot be understood is a finding already.
    private BackupSettings backupSettings() {
        try {
            return Configuration.backupSettings(options.choices(shell));
        } catch (BackoutException e) {
            return BackupSettings.DEFAULT;
        }
    }

    private static ScratchServer start(DoctorSite site, @Nullable Integer major) {
        Configuration configuration = site.configuration();
        return configuration == null
                ? ScratchStart.embedded(major)
                : ScratchStart.start(configuration, major);
    }

    private static void close(FutureTask<ScratchServer> scratch, Thread starting) {
        try {
            starting.join();
            scratch.get().close();
        } catch (ExecutionException e) {
            // It did not start, which is a finding; there is nothing to stop.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ExitCode printGrants(String role) {
        Site site = Site.find(options.choices(shell));
        try (Connection connection = site.connect()) {
            LiveDatabase live = LiveDatabase.of(connection, site.target(), site.tool());
            String grantee = role.isEmpty() ? live.facts().role() : role;
            LeastRights.sql(live, grantee).forEach(shell.out()::println);
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "reading who owns the tables failed", e);
        }
    }
}
