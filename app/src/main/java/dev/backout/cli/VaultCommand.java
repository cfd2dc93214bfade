package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.error.FileTrouble;
import dev.backout.vault.Capture;
import dev.backout.vault.Export;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Places;
import dev.backout.vault.SetAside;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `backout vault list|show|export|apply`.
@Command(
        description =
                "Lists what is kept of what migrations and runs destroyed; shows one of them;"
                        + " prints its rows as CSV or SQL; tries rows again that were set aside.",
        footer = {
            "",
            "Examples:",
            "  backout vault list",
            "  backout vault show 7",
            "  backout vault export 7 --format sql --out emails.sql",
            "  backout vault export 7 --aside             what of it was set aside, both sides",
            "  backout vault apply 7 --dry-run            which rows would fit now",
            "  backout vault apply --table public.orders  puts them back",
            "",
            "Exit status of apply: 0 all were put back, 1 some stay aside."
        })
final class VaultCommand implements Callable<ExitCode> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "list, show, export or apply; list when not given")
    private String action = "list";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CAPTURE",
            description = "its number in the list")
    private @Nullable Long capture;

    @Option(
            names = "--aside",
            description = "export: the rows of it that were set aside, with both sides, as CSV")
    private boolean aside;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "apply: all that was set aside of this table, schema.name")
    private @Nullable String table;

    @Option(
            names = "--prefer",
            paramLabel = "SIDE",
            description =
                    "apply: kept puts the kept values in the place of live ones; otherwise what is"
                            + " live stays")
    private @Nullable String prefer;

    @Option(names = "--dry-run", description = "apply: tells which rows fit, and changes nothing")
    private boolean dryRun;

    @Option(names = "--all", description = "list also what was given up")
    private boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", description = "export: csv or sql; csv")
    private String format = "csv";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "export: where it goes; standard output otherwise")
    private @Nullable Path file;

    @Option(names = "--json", description = "list, show and apply: print JSON")
    private boolean json;

    @Mixin private final Consent consent = new Consent();

    @Mixin private final ProjectOptions options = new ProjectOptions();

    private final Shell shell;

    VaultCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Site site = Site.find(options.choices(shell));
        Vault vault = new Vault(site.records());
        Inventory inventory = new Inventory(vault);
        try (Connection connection = site.connect()) {
            switch (action) {
                case "list" ->
                        list(inventory.all(connection), SetAside.sorts(connection, vault), site);
                case "show" ->
                        show(
                                connection,
                                inventory.find(connection, number()),
                                SetAside.sorts(connection, vault),
                                vault);
                case "apply" -> {
                    return apply(connection, site);
                }
                case "export" -> export(connection, inventory.find(connection, number()), vault);
                default ->
                        throw BackoutException.of(
                                ErrorCode.USAGE,
                                "backout vault cannot %s".formatted(action),
                                "it can list, show CAPTURE, export CAPTURE and apply CAPTURE");
            }
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.DATABASE_UNREACHABLE, "reading the vault failed", e);
        }
    }

    private long number() {
        if (capture == null) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "backout vault %s wants the number of a capture".formatted(action),
                    "backout vault list tells what there is");
        }
        return capture;
    }

    private ExitCode apply(Connection connection, Site site) throws SQLException {
        if ((capture == null) == (table == null)) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "backout vault apply wants the number of a capture, or --table TABLE",
                    "backout vault list tells what there is");
        }
        if (prefer != null && !prefer.equals("kept") && !prefer.equals("later")) {
            throw BackoutException.of(ErrorCode.USAGE, "--prefer is kept or later, not " + prefer);
        }
        return new VaultApply(shell, site, "kept".equals(prefer), dryRun, json)
                .run(
                        connection,
                        capture,
                        table,
                        () -> consent.insist(shell, site.target(), "vault apply"));
    }

    private void list(List<InventoryLine> everything, List<SetAside.Sort> sorts, Site site) {
        List<InventoryLine> shown =
                everything.stream()
                        .filter(one ->
                                all || one.present() || one.setAside() > 0 || one.conflicts() > 0)
                        .toList();
        long bytes = everything.stream().mapToLong(InventoryLine::bytes).sum();
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode().put("bytes", bytes);
            ArrayNode array = node.putArray("captures");
            shown.forEach(one -> array.add(InventoryText.node(one)));
            ArrayNode apart = node.putArray("aside");
            sorts.forEach(one -> apart.add(InventoryText.node(one)));
            shell.out().println(node.toPrettyString());
        } else if (shown.isEmpty()) {
            shell.out().println("nothing is kept in " + site.target().address().place());
        } else {
            shown.forEach(one -> shell.out().println(InventoryText.line(one)));
            sorts.forEach(one -> shell.out().println(InventoryText.line(one)));
            shell.out()
                    .println(
                            "%s in schema %s"
                                    .formatted(InventoryText.size(bytes), site.records().sql()));
        }
    }

    private void show(
            Connection connection, InventoryLine held, List<SetAside.Sort> sorts, Vault vault)
            throws SQLException {
        List<SetAside.Sort> own =
                sorts.stream().filter(one -> one.capture() == held.capture().id()).toList();
        if (json) {
            ObjectNode node = InventoryText.node(held);
            ArrayNode apart = node.putArray("aside");
            own.forEach(one -> apart.add(InventoryText.node(one)));
            shell.out().println(node.toPrettyString());
        } else {
            InventoryText.facts(held, new Places(vault).source(connection, held.capture().kept()))
                    .forEach(shell.out()::println);
            own.forEach(one -> shell.out().println(InventoryText.line(one)));
        }
    }

    private void export(Connection connection, InventoryLine held, Vault vault)
            throws SQLException {
        if (!held.present() && !aside) {
            throw BackoutException.of(
                    ErrorCode.CAPTURE_UNKNOWN,
                    held.capture().state() == Capture.State.RESTORED
                            ? "capture %d is no longer in the vault: it moved back to %s"
                                    .formatted(
                                            held.capture().id(),
                                            held.capture().kept().table().address().text())
                            : "capture %d was given up".formatted(held.capture().id()),
                    "backout vault list --all tells when it was kept");
        }
        Export export = new Export(vault);
        String wanted = format.toLowerCase(Locale.ROOT);
        if (!List.of("csv", "sql").contains(wanted)) {
            throw BackoutException.of(ErrorCode.USAGE, "--format is csv or sql, not " + format);
        }
        try (OutputStream out = out()) {
            long rows = 0;
            if (aside) {
                rows = export.aside(connection, held.capture(), out);
            } else if (wanted.equals("csv")) {
                rows = export.csv(connection, held.capture(), out);
            } else {
                PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
                rows = export.sql(connection, held.capture(), lines::println);
                lines.flush();
            }
            if (file != null) {
                shell.err().println("wrote %s to %s".formatted(Counted.of(rows, "row"), file));
            }
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.OUTPUT_LOST,
                    "the export could not be written to its end: " + FileTrouble.text(e),
                    List.of("nothing of the vault was changed"),
                    e);
        }
    }

    private OutputStream out() throws IOException {
        if (file == null) {
            return new Unclosed(shell.out());
        }
        Path place = shell.directory().resolve(file);
        if (Files.exists(place)) {
            throw BackoutException.of(
                    ErrorCode.FILE_EXISTS, "%s is there already".formatted(file), "name another");
        }
        return new BufferedOutputStream(
                Files.newOutputStream(place, StandardOpenOption.CREATE_NEW));
    }

    /// Standard output stays open for what is said next.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
