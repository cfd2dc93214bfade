package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout prune`.
@Command(
        description =
                "Gives up what the vault has kept long enough, and the room that it takes: what was"
                        + " asked to stay for a time that is over, or what is older than a time.",
        footer = {
            "",
            "Examples:",
            "  backout prune                          what deploy --keep-for no longer asks for",
            "  backout prune --older-than 14d         everything older, but for what is to stay"
                    + " longer",
            "  backout prune --older-than 14d --dry-run"
        })
final class PruneCommand implements Callable<ExitCode> {
    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = RetentionConverter.class,
            description = "36h, 14d or 8w: also what nobody gave a time")
    private @Nullable Duration olderThan;

    @Option(names = "--dry-run", description = "tells what would go, and changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin private final Consent consent = new Consent();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    PruneCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Site site = Site.find(options.choices(shell));
        Inventory inventory = new Inventory(new Vault(site.records()));
        try (Connection connection = site.connect()) {
            insistOnNoRun(connection, site);
            Instant now = Instant.now();
            List<InventoryLine> everything = inventory.all(connection);
            List<InventoryLine> old = everything.stream().filter(one -> over(one, now)).toList();
            if (!dryRun && !old.isEmpty()) {
                consent.insist(shell, site.target(), "prune");
                String by = Operator.of(shell.environment()).text();
                for (InventoryLine one : old) {
                    inventory.prune(connection, one, by, site.target().lockTimeout());
                }
            }
            print(old, everything);
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "closing the session failed", e);
        }
    }

    private boolean over(InventoryLine held, Instant now) {
        if (!held.present()) {
            return false;
        }
        Instant until = held.keepUntil();
        boolean asked = until == null ? olderThan != null : until.isBefore(now);
        return asked && (olderThan == null || held.keptAt().isBefore(now.minus(olderThan)));
    }

    /// A run that stopped may still need what it took out of the vault, or put into it.
    private static void insistOnNoRun(Connection connection, Site site) {
        for (RunRecord run : new RunRecords(site.records()).list(connection)) {
            if (run.state().open()) {
                throw BackoutException.of(
                        ErrorCode.LOCKED,
                        "run %s is %s, and may need what is kept"
                                .formatted(run.id(), run.state().word()),
                        "nothing was given up; backout resume %s, or backout abort %s"
                                .formatted(run.id(), run.id()));
            }
        }
    }

    private void print(List<InventoryLine> old, List<InventoryLine> everything) {
        long bytes = old.stream().mapToLong(InventoryLine::bytes).sum();
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode();
            node.put("done", !dryRun).put("bytes", bytes);
            ArrayNode array = node.putArray("pruned");
            old.forEach(one -> array.add(InventoryText.node(one)));
            shell.out().println(node.toPrettyString());
            return;
        }
        old.forEach(one -> shell.out().println(InventoryText.line(one)));
        List<InventoryLine> asked =
                everything.stream()
                        .filter(InventoryLine::present)
                        .filter(one -> !old.contains(one) && one.keepUntil() != null)
                        .toList();
        for (InventoryLine one : asked) {
            shell.out()
                    .println(
                            "stays: %d until %s, as its deployment asked"
                                    .formatted(one.capture().id(), one.keepUntil()));
        }
        shell.out()
                .println(
                        old.isEmpty()
                                ? "nothing to give up"
                                : "%s %d of %d, %s"
                                        .formatted(
                                                dryRun ? "would give up" : "gave up",
                                                old.size(),
                                                everything.stream()
                                                        .filter(InventoryLine::present)
                                                        .count(),
                                                InventoryText.size(bytes)));
    }
}
