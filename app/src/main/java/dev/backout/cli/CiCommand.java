package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.migration.GeneratedFile;
import dev.backout.setup.Workflows;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `backout ci SYSTEM`.
@Command(
        description =
                "Prints workflows that are ready for use: one proves the migrations of every pull"
                        + " request and says so in a comment, one carries out an approved plan by"
                        + " hand and keeps journal and report.",
        footer = {
            "",
            "Without --image, the variable BACKOUT_IMAGE of the CI system names the image.",
            "",
            "Examples:",
            "  backout ci github                                         prints them",
            "  backout ci gitlab --image registry.example/backout:0.1 --write"
        })
final class CiCommand implements Callable<ExitCode> {
    private static final String PRODUCTION = "production";

    /// The systems that are known.
    enum CiSystem {
        GITHUB,
        GITLAB
    }

    @Parameters(paramLabel = "SYSTEM", description = "github or gitlab")
    private String system = "";

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "the container image; the variable BACKOUT_IMAGE otherwise")
    private @Nullable String image;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "the environment that is backed out; production otherwise")
    private String environment = PRODUCTION;

    @Option(names = "--write", description = "write the files into the repository instead")
    private boolean write;

    @Option(names = "--force", description = "overwrite files that say something else")
    private boolean force;

    @Option(names = "--dry-run", description = "tells what --write would do, and writes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    private final Shell shell;

    CiCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode call() {
        insistOnNames();
        Choices choices = Choices.none(shell.directory(), shell.environment());
        Set<String> secrets = Configuration.variablesOf(choices, environment);
        for (String name : secrets) {
            if (!name.matches("[A-Za-z_]\\w*")) {
                throw BackoutException.of(
                        ErrorCode.CONFIGURATION_INVALID,
                        "%s, a variable of environments.%s, is no name of one"
                                .formatted(name, environment));
            }
        }
        Workflows workflows =
                new Workflows(
                        image,
                        environment,
                        secrets.isEmpty() ? List.of("DATABASE_URL") : List.copyOf(secrets));
        List<Workflows.Written> files =
                switch (named()) {
                    case GITHUB -> workflows.github();
                    case GITLAB -> workflows.gitlab();
                };
        List<Generated> done = write || dryRun ? written(files) : List.of();
        if (json) {
            print(files, done);
        } else if (done.isEmpty()) {
            files.forEach(one -> shell.out().print(printed(one, files.size() > 1)));
        } else {
            done.forEach(one ->
                    shell.out().println("%-10s %s".formatted(one.done() + ":", one.place())));
            shell.out().println(dryRun ? "dry run:   nothing was written" : next());
        }
        return ExitCode.DONE;
    }

    private List<Generated> written(List<Workflows.Written> files) {
        Path top = Configuration.topOf(shell.directory());
        // All are looked at before the first is written.
        List<Generated> done = new ArrayList<>();
        for (boolean dry : dryRun ? new boolean[] {true} : new boolean[] {true, false}) {
            done.clear();
            for (Workflows.Written one : files) {
                done.add(
                        new GeneratedWriter(shell, force, dry, "without --write it is printed")
                                .write(
                                        one.path(),
                                        GeneratedFile.whole(top.resolve(one.path()), one.text())));
            }
        }
        return done;
    }

    private static String printed(Workflows.Written one, boolean several) {
        return several ? "---\n# %s\n%s".formatted(one.path(), one.text()) : one.text();
    }

    private String next() {
        String where =
                named() == CiSystem.GITHUB
                        ? "the environment %s with required reviewers and its secrets"
                        : "include it in .gitlab-ci.yml; the protected environment %s and its"
                                + " variables";
        return "next:      docs/ci.md tells what to set: " + where.formatted(environment);
    }

    private CiSystem named() {
        for (CiSystem one : CiSystem.values()) {
            if (one.name().equalsIgnoreCase(system)) {
                return one;
            }
        }
        throw BackoutException.of(
                ErrorCode.USAGE,
                "backout ci does not know %s; it knows github and gitlab".formatted(system),
                "on another system: run backout check in a container, and docs/ci.md tells what"
                        + " matters");
    }

    /// They get into files that a shell reads.
    private void insistOnNames() {
        if (image != null && !image.matches("[A-Za-z0-9][\\w./:@-]*")) {
            throw BackoutException.of(ErrorCode.USAGE, image + " is not the name of an image");
        }
        if (!environment.matches("[A-Za-z0-9][\\w.-]*")) {
            throw BackoutException.of(
                    ErrorCode.USAGE, "%s is not the name of an environment".formatted(environment));
        }
    }

    private void print(List<Workflows.Written> files, List<Generated> done) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("done", write && !dryRun);
        ArrayNode array = node.putArray("files");
        for (int i = 0; i < files.size(); i++) {
            Workflows.Written one = files.get(i);
            ObjectNode file = array.addObject().put("path", one.path());
            if (!done.isEmpty()) {
                file.put("done", done.get(i).done());
            }
            file.put("text", one.text());
        }
        shell.out().println(node.toPrettyString());
    }
}
