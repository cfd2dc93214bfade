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
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationTool;
import dev.backout.policy.Policy;
import dev.backout.proof.Verdict;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
            "  backout generate 20261104_drop_legacy_email --as-migration"
        })
final class GenerateCommand implements Callable<ExitCode> {
    private static final String FILE = "rollback.sql";

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

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Configuration configuration = Configuration.read(options.choices(shell));
        MigrationTool tool = configuration.tool();
        MigrationDirectory directory = tool.read(configuration.source(null));
        Migration migration = named(directory);
        try (ScratchServer server = ScratchStart.start(configuration, null)) {
            Policy policy = new Policy(configuration.settings().rules());
            CheckReport report =
                    new Checker(server, policy, 1, false)
                            .check(directory, List.of(migration), done -> {});
            CheckedMigration checked = report.migrations().getFirst();
            requireProved(checked);
            String text = RollbackFile.text(checked, Version.text(), server.description());
            Path folder = configuration.project().migrations();
            if (print) {
                shell.out().print(text);
            } else {
                write(target(tool, folder), text);
            }
            if (checked.proof().inverse().isEmpty()) {
                sayEmpty();
            }
        }
        return ExitCode.DONE;
    }

    private Migration named(MigrationDirectory directory) {
        Migration migration = directory.named(name);
        if (migration != null) {
            return migration;
        }
        String nearest =
                dev.backout.config.Suggestion.nearest(
                        name, directory.migrations().stream().map(Migration::name).toList());
        throw BackoutException.of(
                ErrorCode.MIGRATION_UNKNOWN,
                "there is no migration %s in %s".formatted(name, directory.location()),
                nearest == null ? "backout status lists them" : "did you mean " + nearest + "?");
    }

    private void requireProved(CheckedMigration checked) {
        List<String> reasons =
                switch (checked.proof().verdict()) {
                    case Verdict.Proved proved -> List.of();
                    case Verdict.Refuted(List<String> differences) -> differences;
                    case Verdict.Unproved(List<String> why) -> why;
                };
        if (!(checked.proof().verdict() instanceof Verdict.Proved)) {
            throw new BackoutException(
                    ErrorCode.UNPROVED,
                    "the inverse of %s is %s: %s"
                            .formatted(
                                    name,
                                    Words.of(checked.proof().verdict()),
                                    reasons.isEmpty() ? "" : reasons.getFirst()),
                    List.of("nothing was written; a hand-written rollback.sql is judged by check"));
        }
    }

    private Path target(MigrationTool tool, Path folder) {
        return asMigration
                ? folder.resolve(tool.newName("revert_" + label(), Instant.now()))
                        .resolve("migration.sql")
                : folder.resolve(name).resolve(FILE);
    }

    /// The migration's name without its timestamp.
    private String label() {
        return name.replaceFirst("^\\d+_?", "").isEmpty() ? name : name.replaceFirst("^\\d+_?", "");
    }

    private void write(Path file, String text) {
        try {
            String present = present(file);
            if (present != null && !present.equals(text) && !force) {
                throw BackoutException.of(
                        ErrorCode.FILE_EXISTS,
                        "%s exists and says something else".formatted(shown(file)),
                        "nothing was written; --force overwrites it, --stdout shows the new one");
            }
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
            shell.out().println("wrote " + shown(file));
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "cannot write %s: %s".formatted(shown(file), e.getMessage()),
                    List.of("nothing was written"),
                    e);
        }
    }

    private static @Nullable String present(Path file) throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : null;
    }

    private void sayEmpty() {
        shell.err().println(name + " does not change the schema: the file has no statement");
    }

    private Path shown(Path file) {
        return file.startsWith(shell.directory()) ? shell.directory().relativize(file) : file;
    }
}
