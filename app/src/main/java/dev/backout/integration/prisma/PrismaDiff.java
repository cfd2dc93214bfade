package dev.backout.integration.prisma;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Asks Prisma's own command line whether a live database is what a schema file says: `prisma
/// migrate diff --exit-code`. Nothing of the project is written: the database is named in a file of
/// our own, which takes the URL from a variable of the environment.
///
/// @param environment the environment variables of this process
public record PrismaDiff(Map<String, String> environment) {
    private static final String URL = "BACKOUT_VERIFY_URL";
    private static final String SCHEMA = "BACKOUT_VERIFY_SCHEMA";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SAME = 0;
    private static final int DIFFERENT = 2;

    /// What Prisma said.
    public sealed interface Result {
        /// The database is what the schema says.
        ///
        /// @param version Prisma's
        record Same(String version) implements Result {}

        /// It is not.
        ///
        /// @param version Prisma's
        /// @param lines what would have to change in the database
        record Different(String version, List<String> lines) implements Result {
            /// Copies the list.
            public Different {
                lines = List.copyOf(lines);
            }
        }

        /// It could not be asked.
        ///
        /// @param why as half a sentence, without a password
        record NotAsked(String why) implements Result {}
    }

    /// Asks.
    ///
    /// @param root the folder that Prisma would be started in
    /// @param top where the search for its command line ends
    /// @param schema the schema file or folder, absolute; only read
    public Result ask(Path root, Path top, Path schema, DatabaseAddress address) {
        PrismaCommand prisma = PrismaCommand.find(root, top);
        if (prisma == null) {
            return new Result.NotAsked(
                    "there is no node_modules/.bin/prisma; npm install puts it there");
        }
        try {
            Path folder = Files.createTempDirectory("backout-verify-");
            try {
                return ask(prisma, root, folder, schema, address);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            return new Result.NotAsked("prisma cannot be started: " + e.getMessage());
        }
    }

    private Result ask(
            PrismaCommand prisma, Path root, Path folder, Path schema, DatabaseAddress address)
            throws IOException {
        Path output = folder.resolve("output");
        Process process =
                builder(command(prisma, folder, schema), root, schema, output, address).start();
        if (!ended(process)) {
            return new Result.NotAsked(
                    "prisma did not answer within %d s".formatted(PATIENCE.toSeconds()));
        }
        List<String> said = said(output, address.password());
        return switch (process.exitValue()) {
            case SAME -> new Result.Same(prisma.version());
            case DIFFERENT -> new Result.Different(prisma.version(), said);
            default ->
                    new Result.NotAsked(
                            "prisma %s failed: %s"
                                    .formatted(
                                            prisma.version(),
                                            said.isEmpty()
                                                    ? "it said nothing"
                                                    : String.join(" ", said)));
        };
    }

    /// Prisma 7 knows the database from a configuration, earlier ones from a schema.
    private static List<String> command(PrismaCommand prisma, Path folder, Path schema)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(prisma.program().toString(), "migrate", "diff", "--exit-code"));
        if (prisma.byConfiguration()) {
            Path configuration = folder.resolve("prisma.config.mjs");
            Files.writeString(
                    configuration,
                    """
                    export default {
                      schema: process.env.%s,
                      datasource: { url: process.env.%s },
                    };
                    """
                            .formatted(SCHEMA, URL));
            command.addAll(List.of("--config", configuration.toString()));
            command.addAll(List.of("--from-config-datasource", "--to-schema", schema.toString()));
        } else {
            Path datasource = folder.resolve("datasource.prisma");
            Files.writeString(
                    datasource,
                    """
                    datasource db {
                      provider = "postgresql"
                      url      = env("%s")
                    }
                    """
                            .formatted(URL));
            command.addAll(List.of("--from-schema-datasource", datasource.toString()));
            command.addAll(List.of("--to-schema-datamodel", schema.toString()));
        }
        return command;
    }

    private ProcessBuilder builder(
            List<String> command, Path root, Path schema, Path output, DatabaseAddress address) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> variables = new HashMap<>(environment);
        // Its own tracing prints URLs.
        variables.keySet().removeAll(List.of("DEBUG", "RUST_LOG", "NODE_DEBUG"));
        variables.put(URL, PrismaUrl.of(address));
        variables.put(SCHEMA, schema.toString());
        variables.put("CHECKPOINT_DISABLE", "1");
        variables.put("PRISMA_HIDE_UPDATE_MESSAGE", "1");
        variables.put("NO_COLOR", "1");
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.directory(root.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.STEP_FAILED, "interrupted while prisma ran", List.of(), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> said(Path output, @Nullable Secret password) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (password != null && !password.reveal().isEmpty()) {
            text = text.replace(password.reveal(), "***");
        }
        return text.lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing())
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("Loaded Prisma config"))
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
