package dev.backout.testkit.prisma;

import dev.backout.testkit.npm.NpmFolder;
import dev.backout.testkit.process.ProgramResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The pinned Prisma CLI, installed by npm under `testkit/target` the first time. Its commands run
/// one after the other in processes that stay ([PrismaProcess]). Thread-safe.
public final class PrismaCli {
    private static final NpmFolder PACKAGES =
            new NpmFolder("prisma-cli", "engine.mjs", "resident.cjs");

    private PrismaCli() {}

    /// The CLI, or the test is skipped with a line that counts the skips.
    public static PrismaCli required() {
        PACKAGES.require();
        return new PrismaCli();
    }

    /// `prisma migrate status`.
    public PrismaResult status(PrismaProject project) {
        return run(project, "migrate", "status");
    }

    /// `prisma migrate deploy`.
    public PrismaResult deploy(PrismaProject project) {
        return run(project, "migrate", "deploy");
    }

    /// `prisma migrate dev`, with a name for what it may want to create.
    public PrismaResult dev(PrismaProject project) {
        return run(project, "migrate", "dev", "--name", "made_by_dev");
    }

    /// `prisma migrate resolve --applied` or `--rolled-back`.
    public PrismaResult resolve(PrismaProject project, String option, String migration) {
        return run(project, "migrate", "resolve", option, migration);
    }

    /// What the CLI needs in its environment where its own engine cannot be had.
    public Map<String, String> engine() {
        return Map.of(
                "PRISMA_SCHEMA_ENGINE_BINARY",
                PACKAGES.target().resolve("engine.mjs").toString(),
                "CHECKPOINT_DISABLE",
                "1");
    }

    /// Puts the CLI into a project as `npm install` would.
    public void into(Path project) throws IOException {
        PACKAGES.into(project);
    }

    /// Any command of Prisma, in the project's directory.
    public PrismaResult run(PrismaProject project, String... arguments) {
        return PrismaProcess.run(
                PACKAGES.target().resolve("resident.cjs"),
                project.directory(),
                environment(project.url()),
                List.of(arguments));
    }

    /// The same in a process of its own, as a shell would: more than a second.
    PrismaResult start(PrismaProject project, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(PACKAGES.target().resolve("node_modules/.bin/prisma").toString());
        command.addAll(List.of(arguments));
        ProgramResult result =
                ProgramResult.of(project.directory(), command, environment(project.url()));
        return new PrismaResult(result.exit(), result.output() + result.errors());
    }

    private static Map<String, String> environment(String url) {
        return Map.of(
                "DATABASE_URL", url,
                "PRISMA_SCHEMA_ENGINE_BINARY", PACKAGES.target().resolve("engine.mjs").toString(),
                "PRISMA_HIDE_UPDATE_MESSAGE", "1",
                "CHECKPOINT_DISABLE", "1",
                "NO_COLOR", "1");
    }
}
