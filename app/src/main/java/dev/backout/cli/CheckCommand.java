package dev.backout.cli;

import dev.backout.check.CheckJson;
import dev.backout.check.CheckMarkdown;
import dev.backout.check.CheckReport;
import dev.backout.check.CheckSarif;
import dev.backout.check.CheckText;
import dev.backout.check.Checker;
import dev.backout.check.ReportPaths;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.NewSince;
import dev.backout.policy.Policy;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout check [DIR]`.
@Command(
        description = "Proves that migrations can be undone, and tells what they do.",
        footer = {
            "",
            "Exit status: 0 the policy is met, 1 it is not, 2 wrong usage.",
            "",
            "Examples:",
            "  backout check                          every migration of the project",
            "  backout check --since origin/main      those that a pull request brings",
            "  backout check --format sarif > backout.sarif"
        })
final class CheckCommand implements Callable<ExitCode> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "the migrations directory; found by itself otherwise")
    private @Nullable Path directory;

    @Option(
            names = "--since",
            paramLabel = "GIT_REF",
            description = "only migrations that are new or changed since that commit")
    private @Nullable String since;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; text when not given")
    private Format format = Format.text;

    @Option(names = "--json", description = "short for --format json")
    private boolean json;

    @Option(
            names = "--postgres",
            paramLabel = "MAJOR",
            description = "the major version to prove on, 14 to 18; the newest when not given")
    private @Nullable Integer major;

    @Option(
            names = "--trace",
            description = "tell statement by statement what changes and which locks are taken")
    private boolean trace;

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    /// How the report is printed. The constants are what people type.
    enum Format {
        text,
        json,
        markdown,
        sarif
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        if (directory != null) {
            choices = choices.withMigrations(shell.directory().resolve(directory).normalize());
        }
        Configuration configuration = Configuration.read(choices);
        Format wanted = json ? Format.json : format;
        if (wanted == Format.text) {
            configuration.project().found().forEach(shell.out()::println);
        }
        MigrationTool tool = configuration.tool();
        MigrationDirectory all = tool.read(gitRef.source(configuration)).required();
        List<Migration> chosen = chosen(tool, all, configuration);
        CheckReport report = report(configuration, all, chosen);
        print(report, wanted, new ReportPaths(configuration.top()));
        return report.passed() ? ExitCode.DONE : ExitCode.NO;
    }

    private List<Migration> chosen(
            MigrationTool tool, MigrationDirectory all, Configuration configuration) {
        if (since == null) {
            return all.migrations();
        }
        Path folder = configuration.project().migrations();
        return NewSince.ref(tool, all, new MigrationSource.AtGitRef(folder, since));
    }

    private CheckReport report(
            Configuration configuration, MigrationDirectory all, List<Migration> chosen) {
        if (chosen.isEmpty() && since != null) {
            return new CheckReport(
                    all.location(),
                    "no server",
                    all.migrations().size(),
                    List.of(),
                    all.problems(),
                    Duration.ZERO);
        }
        Policy policy = new Policy(configuration.settings().rules());
        try (ScratchServer server = ScratchStart.start(configuration, checkedMajor());
                Progress progress = new Progress(shell, chosen.size())) {
            int width = Runtime.getRuntime().availableProcessors();
            CheckReport report =
                    new Checker(server, policy, width, trace, configuration.platform())
                            .check(all, chosen, progress::done);
            ProofCache.keep(all, report, server.major());
            return report;
        }
    }

    private @Nullable Integer checkedMajor() {
        if (major != null && (major < 14 || major > 18)) {
            throw BackoutException.of(
                    ErrorCode.USAGE, "PostgreSQL %d is not known".formatted(major), "14 to 18 are");
        }
        return major;
    }

    private void print(CheckReport report, Format wanted, ReportPaths paths) {
        switch (wanted) {
            case text -> CheckText.lines(report, shell.directory()).forEach(shell::say);
            case json -> shell.out().println(CheckJson.text(report, paths));
            case markdown -> shell.out().print(CheckMarkdown.text(report));
            case sarif -> shell.out().println(CheckSarif.text(report, paths));
        }
    }
}
