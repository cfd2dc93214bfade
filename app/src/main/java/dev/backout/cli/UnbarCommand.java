package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Operator;
import dev.backout.run.Bar;
import dev.backout.run.Bars;
import dev.backout.run.ShutDoors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout unbar MIGRATION`.
@Command(
        description = "Lets a migration that was backed out be applied again, by the same file.",
        footer = {
            "",
            "Examples:",
            "  backout unbar 20261104_drop_legacy_email --dry-run",
            "  backout unbar 20261104_drop_legacy_email --yes      without a terminal"
        })
final class UnbarCommand implements Callable<ExitCode> {
    @Parameters(paramLabel = "MIGRATION", description = "its name")
    private String migration = "";

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final Consent consent = new Consent();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    UnbarCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Site site = Site.find(options.choices(shell));
        try (Connection connection = site.connect()) {
            Bars bars = new Bars(site.records(), site.tool());
            List<Bar> standing = bars.of(connection, migration);
            if (!dryRun) {
                ShutDoors.insistOnNone(connection, site.records());
                consent.insist(shell, site.target(), "unbar");
                standing =
                        bars.lift(
                                connection,
                                migration,
                                Operator.of(shell.environment()),
                                site.target().lockTimeout());
            }
            print(standing);
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private void print(List<Bar> lifted) {
        Bar bar = lifted.getFirst();
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode();
            node.put("migration", migration).put("run", bar.run());
            node.put("barredSince", bar.since().toString()).put("lifted", !dryRun);
            var checksums = node.putArray("checksums");
            lifted.forEach(one -> checksums.add(one.checksum()));
            shell.out().println(node.toPrettyString());
            return;
        }
        shell.out()
                .println(
                        "%s %s (barred by run %s at %s); the next deploy applies it again when"
                                        .formatted(
                                                dryRun ? "would unbar:" : "unbarred:",
                                                migration,
                                                bar.run(),
                                                bar.since())
                                + " its directory is there");
        if (dryRun) {
            shell.out().println("dry run:  nothing was changed");
        }
    }
}
