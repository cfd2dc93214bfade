package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Suggestion;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.observe.hazard.Hazard;
import dev.backout.observe.hazard.HazardPage;
import dev.backout.observe.hazard.Hazards;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Locale;
import java.util.concurrent.Callable;

/// `backout explain [ID]`.
@Command(
        description = "Tells about a hazard: why it matters, a bad and a good example.",
        footer = {"", "Example: backout explain drops-column"})
final class ExplainCommand implements Callable<ExitCode> {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "the hazard, as check names it; without one, the list of all")
    private @Nullable String id;

    @Option(names = "--json", description = "prints JSON")
    private boolean json;

    private final Shell shell;

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        if (id == null) {
            list();
        } else {
            page(named(id));
        }
        return ExitCode.DONE;
    }

    private void list() {
        if (json) {
            ArrayNode array = new JsonMapper().createArrayNode();
            Hazards.all().forEach(hazard -> array.add(object(hazard)));
            shell.out().println(array.toPrettyString());
            return;
        }
        for (Hazard hazard : Hazards.all()) {
            shell.out()
                    .println(
                            "%-24s %-8s %s"
                                    .formatted(
                                            hazard.id(), severity(hazard), hazard.page().title()));
        }
    }

    private void page(Hazard hazard) {
        if (json) {
            shell.out().println(object(hazard).toPrettyString());
            return;
        }
        HazardPage page = hazard.page();
        shell.out().println("%s (%s): %s".formatted(hazard.id(), severity(hazard), page.title()));
        shell.out().println();
        page.text().lines().forEach(shell.out()::println);
        example("bad:", page.bad());
        example("good:", page.good());
    }

    private static ObjectNode object(Hazard hazard) {
        HazardPage page = hazard.page();
        return new JsonMapper()
                .createObjectNode()
                .put("id", hazard.id())
                .put("severity", severity(hazard))
                .put("title", page.title())
                .put("text", page.text())
                .put("bad", page.bad())
                .put("good", page.good());
    }

    private void example(String title, String sql) {
        shell.out().println();
        shell.out().println(title);
        sql.lines().forEach(line -> shell.out().println(("  " + line).stripTrailing()));
    }

    private static Hazard named(String id) {
        Hazard hazard = Hazards.find(id);
        if (hazard != null) {
            return hazard;
        }
        String nearest = Suggestion.nearest(id, Hazards.all().stream().map(Hazard::id).toList());
        throw BackoutException.of(
                ErrorCode.USAGE,
                "there is no hazard " + id,
                nearest == null ? "backout explain lists them" : "did you mean " + nearest + "?");
    }

    private static String severity(Hazard hazard) {
        return hazard.severity().name().toLowerCase(Locale.ROOT);
    }
}
