package dev.backout.cli;

import dev.backout.check.CheckReport;
import dev.backout.check.CheckedMigration;
import dev.backout.check.Checker;
import dev.backout.check.RollbackFile;
import dev.backout.check.Words;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.migration.GeneratedFile;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.policy.Policy;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Verdict;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.Secrets;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout generate MIGRATION`.
@Command(
        description = "Writes the proved rollback.sql of a migration.",
        footer = {
            "",
            "Examples:",
            "  backout generate 20261104_drop_legacy_email",
            "  backout generate 20261104_drop_legacy_email --as-migration",
            "  backout generate 20261104_drop_legacy_email --store    in the database"
        })
final class GenerateCommand implements Callable<ExitCode> {
    @Parameters(
            paramLabel = "MIGRATION",
            description = "the migration, by the name of its directory")
    private String name = "";

    @Option(
            names = "--as-migration",
            description = "write a new forward migration that reverts it instead")
    private boolean asMigration;

    @Option(names = "--force", description = "overwrite a file that says something else")
    private boolean force;

    @Option(names = "--stdout", description = "print the file instead of writing it")
    private boolean print;

    @Option(
            names = "--store",
            description = "keep the inverse in the database instead: plan needs no directory then")
    private boolean store;

    @Option(
            names = "--dry-run",
            description = "proves it and shows what would be written, and changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final GitRefOption gitRef = new GitRefOption();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        if (store && (asMigration || print || force)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--store writes no file: it excludes --as-migration, --stdout and --force",
                    "backout generate --help");
        }
        Configuration configuration = Configuration.read(options.choices(shell));
        MigrationTool tool = configuration.tool();
        MigrationDirectory directory = tool.read(gitRef.source(configuration));
        Migration migration = MigrationArgument.named(directory, name);
        if (store) {
            print(new InverseKeeping(configuration, dryRun).store(directory, migration));
            return ExitCode.DONE;
        }
        try (ScratchServer server = ScratchStart.start(configuration, null)) {
            Policy policy = new Policy(configuration.settings().rules());
            CheckReport report =
                    new Checker(server, policy, 1, false, configuration.platform())
                            .check(directory, List.of(migration), done -> {});
            ProofCache.keep(directory, report, server.major());
            CheckedMigration checked = report.migrations().getFirst();
            requireProved(checked.proof());
            write(tool, configuration, migration, text(checked, server.description()));
            if (checked.proof().inverse().stream().anyMatch(one -> Secrets.in(one.sql()))) {
                shell.err().println("note: this holds a secret, as the migrations do");
            }
            if (checked.proof().inverse().isEmpty()) {
                shell.err()
                        .println(name + " does not change the schema: the file has no statement");
            }
        }
        return ExitCode.DONE;
    }

    private static String text(CheckedMigration checked, String server) {
        return RollbackFile.text(checked.proof(), checked.data(), Version.text(), server);
    }

    private void write(
            MigrationTool tool, Configuration configuration, Migration migration, String text) {
        Path folder = configuration.project().migrations();
        if (print) {
            String shown =
                    asMigration ? tool.revert(folder, migration, text, Instant.now()).text() : text;
            if (json) {
                print(new Generated(name, "printed", "nowhere", shown));
            } else {
                shell.out().print(shown);
            }
        } else {
            GeneratedFile file =
                    asMigration
                            ? tool.revert(folder, migration, text, Instant.now())
                            : tool.rollback(folder, migration, text);
            print(
                    new GeneratedWriter(shell, force, dryRun, "--stdout shows the new one")
                            .write(name, file));
        }
    }

    private void print(Generated generated) {
        shell.out().println(json ? generated.json().toPrettyString() : generated.text());
    }

    /// @throws BackoutException `unproved`
    static void requireProved(MigrationProof proof) {
        if (proof.verdict() instanceof Verdict.Proved) {
            return;
        }
        List<String> reasons =
                switch (proof.verdict()) {
                    case Verdict.Proved proved -> List.of();
                    case Verdict.Refuted(List<String> differences) -> differences;
                    case Verdict.Unproved(List<String> why) -> why;
                };
        throw BackoutException.of(
                ErrorCode.UNPROVED,
                "the inverse of %s is %s: %s"
                        .formatted(
                                proof.name(),
                                Words.of(proof.verdict()),
                                reasons.isEmpty() ? "" : reasons.getFirst()),
                "nothing was written; a hand-written rollback.sql is judged by check");
    }
}
