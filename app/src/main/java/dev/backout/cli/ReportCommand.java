package dev.backout.cli;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.report.Account;
import dev.backout.report.AccountReader;
import dev.backout.report.Report;
import dev.backout.report.Template;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout report RUN`.
@Command(
        description = "Writes up a run: the record of it, and the draft of a post-mortem.",
        footer = {
            "",
            "Examples:",
            "  backout report 01M7Z9V98 --incident INC-4711 > post-mortem.md",
            "  backout report 01M7Z9V98 --format html --out run.html",
            "  backout report 01M7Z9V98 --template docs/post-mortem.md"
        })
final class ReportCommand implements Callable<ExitCode> {
    /// How it is printed.
    enum Format {
        markdown,
        html,
        json
    }

    @Parameters(paramLabel = "RUN", description = "the run's id, or the beginning of it")
    private String run = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "markdown, html or json; markdown otherwise")
    private Format format = Format.markdown;

    @Option(names = "--json", description = "short for --format json")
    private boolean json;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "your own report, with placeholders such as {{timeline}}")
    private @Nullable Path template;

    @Option(
            names = "--incident",
            paramLabel = "REF",
            description = "the incident or ticket; the run's own otherwise")
    private @Nullable String incident;

    @Option(
            names = "--show-values",
            description = "shows server messages with the values of rows in them")
    private boolean showValues;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where it goes; standard output otherwise")
    private @Nullable Path out;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Format wanted = json ? Format.json : format;
        if (wanted == Format.json && template != null) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--template is for Markdown and HTML",
                    "JSON has its own form: docs/report.md");
        }
        Template own = template == null ? null : read(template);
        Site site = Site.find(options.choices(shell));
        Report report = new Report(account(site), showValues);
        write(
                switch (wanted) {
                    case markdown -> report.markdown(own);
                    case html -> report.html(own);
                    case json -> report.json();
                });
        return ExitCode.DONE;
    }

    private Account account(Site site) {
        try (Connection connection = site.connect()) {
            return new AccountReader(site.records(), site.tool(), directory(site))
                    .read(connection, run, site.target().address().place(), incident);
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    /// The records tell all but the SQL of some migrations; a project without them is no failure.
    private static @Nullable MigrationDirectory directory(Site site) {
        if (site.project() == null || !Files.isDirectory(site.project().migrations())) {
            return null;
        }
        return site.tool().read(new MigrationSource.OnDisk(site.project().migrations()));
    }

    private Template read(Path file) {
        try {
            return new Template(file.toString(), Files.readString(shell.directory().resolve(file)));
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the template %s cannot be read".formatted(file),
                    List.of("it has to be a text in UTF-8"),
                    e);
        }
    }

    private void write(String text) {
        if (out == null) {
            shell.out().print(text);
            return;
        }
        try {
            Files.writeString(shell.directory().resolve(out), text);
            shell.out().println("written: " + out);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the report cannot be written to %s".formatted(out),
                    List.of("name another file with --out FILE"),
                    e);
        }
    }
}
