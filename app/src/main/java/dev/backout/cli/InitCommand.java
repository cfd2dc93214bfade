package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Configuration;
import dev.backout.error.ExitCode;
import dev.backout.migration.GeneratedFile;
import dev.backout.setup.Clue;
import dev.backout.setup.Draft;
import dev.backout.setup.SettingsSchema;
import dev.backout.setup.Survey;
import dev.backout.setup.Surveyor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `backout init`.
@Command(
        description =
                "Writes a backout.yaml with comments, made of what it finds in the project: each"
                        + " line says where. What is a guess is commented out. No value of a"
                        + " variable is read into it.",
        footer = {
            "",
            "It looks at the migration tool, package.json, compose files, .env files (names only),"
                    + " Kubernetes manifests, Helm charts, the contexts of the kubeconfig, and CI"
                    + " files. Nothing is run, and no connection is opened.",
            "",
            "Examples:",
            "  backout init --dry-run    what was found, and what would be written",
            "  backout init --stdout     the file, and nothing else"
        })
final class InitCommand implements Callable<ExitCode> {
    private static final String NAME = "backout.yaml";
    private static final String SHOWS = "--stdout shows the new one";

    @Option(names = "--force", description = "overwrite a backout.yaml that says something else")
    private boolean force;

    @Option(names = "--stdout", description = "print the file instead of writing it")
    private boolean print;

    @Option(names = "--dry-run", description = "tells what was found, and writes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    private final Shell shell;

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        Path top = Configuration.topOf(shell.directory());
        Survey survey = Surveyor.of(top, shell.environment());
        String text = new Draft(survey, Version.text()).text();
        if (print && !json) {
            shell.out().print(text);
            return ExitCode.DONE;
        }
        if (!json) {
            survey.clues().forEach(this::found);
        }
        GeneratedWriter writer = new GeneratedWriter(shell, force, dryRun || print, SHOWS);
        List<Generated> files = new ArrayList<>();
        files.add(writer.write(NAME, new GeneratedFile(top.resolve(NAME), text, false)));
        files.add(
                new GeneratedWriter(shell, true, dryRun || print, SHOWS)
                        .write(
                                Draft.SCHEMA,
                                new GeneratedFile(
                                        top.resolve(Draft.SCHEMA), SettingsSchema.text(), false)));
        if (json) {
            print(survey, files, text);
        } else {
            files.forEach(one -> shell.out().println(line(one)));
            shell.out()
                    .println(
                            dryRun
                                    ? "dry run:   nothing was written; --stdout prints the file"
                                    : "next:      read it; take the # from the guesses that are"
                                            + " right; then: backout doctor");
        }
        return ExitCode.DONE;
    }

    private void found(Clue clue) {
        shell.out()
                .println(
                        "found:     "
                                + (clue.where().isEmpty()
                                        ? clue.what()
                                        : "%s (%s)".formatted(clue.what(), clue.where())));
    }

    private static String line(Generated one) {
        return "%-10s %s".formatted(one.done() + ":", one.place());
    }

    private void print(Survey survey, List<Generated> files, String text) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("done", !dryRun && !print);
        ArrayNode clues = node.putArray("found");
        for (Clue one : survey.clues()) {
            clues.addObject().put("what", one.what()).put("where", one.where());
        }
        ArrayNode written = node.putArray("files");
        files.forEach(one -> written.addObject().put("place", one.place()).put("done", one.done()));
        node.put("text", text);
        shell.out().println(node.toPrettyString());
    }
}
