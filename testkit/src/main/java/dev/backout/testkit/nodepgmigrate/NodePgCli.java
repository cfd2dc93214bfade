package dev.backout.testkit.nodepgmigrate;

import dev.backout.testkit.npm.NpmFolder;
import dev.backout.testkit.process.ProgramResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The pinned node-pg-migrate; a third of a second per command. Thread-safe.
public final class NodePgCli {
    private static final NpmFolder PACKAGES = new NpmFolder("node-pg-migrate-cli");

    private NodePgCli() {}

    /// The CLI, or the test is skipped.
    public static NodePgCli required() {
        PACKAGES.require();
        return new NodePgCli();
    }

    /// Puts it into a project as `npm install` would.
    public void into(Path project) throws IOException {
        PACKAGES.into(project);
    }

    /// A command of its own, in a project's folder.
    public ProgramResult run(Path project, String url, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(PACKAGES.target().resolve("node_modules/.bin/node-pg-migrate").toString());
        command.addAll(List.of(arguments));
        return ProgramResult.of(project, command, Map.of("DATABASE_URL", url, "NO_COLOR", "1"));
    }
}
