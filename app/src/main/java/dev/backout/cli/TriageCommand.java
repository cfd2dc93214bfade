package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.triage.TriageJson;
import dev.backout.triage.TriageMarkdown;
import dev.backout.triage.TriageReport;
import dev.backout.triage.TriageText;
import dev.backout.window.Moments;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;

/// `backout triage`.
@Command(
        description =
                "The first ten minutes: which migration was it, what does it touch, who is in whose"
                    + " way, can it be undone without loss, and what is ready for that. It takes at"
                    + " most 3 s, changes nothing, and says what it could not read in time.",
        footer = {
            "",
            "Exit status: 0 the database answered, 2 it did not.",
            "",
            "Examples:",
            "  backout triage --env production",
            "  backout triage --at 03:12                  the trouble began then",
            "  backout triage --format markdown           for the channel of the incident"
        })
final class TriageCommand implements Callable<ExitCode> {
    /// How it is printed.
    enum Format {
        text,
        markdown,
        json
    }

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "when the trouble began, 03:12, 20m (ago) or 2026-11-22T03:12Z: what was"
                            + " applied later is not suspected")
    private @Nullable String at;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, markdown or json; text otherwise")
    private Format format = Format.text;

    @Option(names = "--json", description = "short for --format json")
    private boolean json;

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    TriageCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Choices choices = options.choices(shell);
        TriageReader reader = new TriageReader(shell, choices, Site.find(choices));
        TriageReport report = reader.read(moment());
        switch (json ? Format.json : format) {
            case json -> shell.out().println(TriageJson.text(report));
            case markdown -> shell.out().print(TriageMarkdown.text(report));
            case text -> TriageText.lines(report).forEach(shell::say);
        }
        return reader.answered() ? ExitCode.DONE : ErrorCode.DATABASE_UNREACHABLE.exit();
    }

    private @Nullable Instant moment() {
        if (at == null) {
            return null;
        }
        Instant moment = new Moments(Instant.now(), ZoneId.systemDefault(), true).parse(at);
        if (moment == null) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--at is a time such as 03:12, 20m or 2026-11-22T03:12Z, not " + at);
        }
        return moment;
    }
}
