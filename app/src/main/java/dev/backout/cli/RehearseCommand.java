package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Rehearsed;
import dev.backout.planfile.PlanFiles;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `backout rehearse PLAN`.
@Command(
        description =
                "Carries a plan out on a copy of its database, and adds what was seen to the plan"
                        + " file, for whoever approves it.",
        footer = {
            "",
            "The copy of --on is changed: take one that nobody needs. That of --from-backup is a"
                    + " scratch database, gone afterwards. The plan file gets another hash.",
            "",
            "Examples:",
            "  backout rehearse backout-plan.json --on postgresql://me@staging/shop_copy",
            "  backout rehearse backout-plan.json --from-backup newest"
        })
final class RehearseCommand implements Callable<ExitCode> {
    @Mixin private final PlanArgument plan = new PlanArgument();

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "a restored or staging copy of the database")
    private @Nullable String url;

    @Option(
            names = "--from-backup",
            paramLabel = "FILE",
            description =
                    "a whole dump of pg_dump, a name of the folder for backups, or newest: it is"
                            + " restored into a scratch database")
    private @Nullable String backup;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the plan is written with what was seen; over itself otherwise")
    private @Nullable Path out;

    @Option(
            names = "--dry-run",
            description = "checks everything and shows the steps, and changes nothing")
    private boolean dryRun;

    @Mixin private final RunOptions running = new RunOptions();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    RehearseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        RestoredRun.insistOnOne(url, backup);
        PlanFile file = plan.read(shell);
        Choices choices = options.choices(shell);
        CopyRun run = new CopyRun(shell, running, choices);
        Rehearsed seen =
                backup == null
                        ? rehearsed(file, choices.withUrl(String.valueOf(url)), run)
                        : restored(file, choices, run, backup);
        if (seen == null) {
            return ExitCode.DONE;
        }
        Path target = shell.directory().resolve(out == null ? plan.path() : out);
        PlanFile written = PlanFiles.write(file.plan().with(seen), target);
        print(seen, written, out == null ? plan.path() : out);
        return seen.deviations().isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    /// Null for a dry run.
    private @Nullable Rehearsed restored(
            PlanFile file, Choices choices, CopyRun run, String named) {
        RestoredRun restored = new RestoredRun(shell, choices, run);
        if (dryRun) {
            restored.look(file, named, running.json());
            return null;
        }
        return restored.rehearse(file, named);
    }

    /// Null for a dry run.
    private @Nullable Rehearsed rehearsed(PlanFile file, Choices choices, CopyRun run) {
        Site site = Site.find(choices);
        DatabaseIdentity identity = identity(site);
        if (identity.equals(file.plan().database())) {
            throw BackoutException.of(
                    ErrorCode.PLAN_ELSEWHERE,
                    "%s is the very database that the plan was made for, no copy"
                            .formatted(site.target().address().place()),
                    "nothing was executed; name a restored or staging copy");
        }
        if (dryRun) {
            run.look(file, site, identity);
            return null;
        }
        Confirmation confirmation = new Confirmation(shell);
        if (!running.yes()) {
            confirmation.insistOnTerminal("rehearse");
            confirmation.insistOnName(
                    identity.name(),
                    "%s will be changed. ".formatted(site.target().address().place()));
        }
        return run.rehearse(file, site, identity);
    }

    private static DatabaseIdentity identity(Site site) {
        try (Connection connection = site.connect()) {
            return DatabaseIdentityReader.read(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private void print(Rehearsed seen, PlanFile written, Path path) {
        if (running.json()) {
            shell.out().println(PlanFiles.json(written.plan()).toString());
            return;
        }
        shell.out()
                .println(
                        "rehearsed: on %s, PostgreSQL %s"
                                .formatted(seen.copy(), seen.serverVersion()));
        for (Rehearsed.Step step : seen.steps()) {
            shell.out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "  %7.2f s  %s%s",
                                    step.took().toMillis() / 1000.0,
                                    step.title(),
                                    step.seen().isEmpty() ? "" : ": " + step.seen()));
        }
        seen.lacking().forEach(line -> shell.out().println("lacking:   " + line));
        seen.deviations().forEach(line -> shell.out().println("WRONG:     " + line));
        shell.out()
                .println("written:   %s, now %s".formatted(path, written.hash().substring(0, 12)));
        shell.out().println("next:      backout run " + path);
    }
}
