package dev.backout.integration.prisma;

import dev.backout.database.DatabaseAddress;
import dev.backout.integration.process.ChildProcess;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the command that fills a development database, as `prisma db seed` does.
///
/// @param root the folder that it is started in
/// @param environment the environment variables of this process
public record Seeding(Path root, Map<String, String> environment) {
    private static final String IN_FOLDER = "cd \"$1\" && exec sh -c \"$2\"";

    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

    /// Runs it to its end. It is given the database that was reset, whatever `.env` says: a seed
    /// must not land in another one.
    ///
    /// @param variables those that the project reads its URL from
    /// @param line takes what it says, line by line; by two threads
    /// @return its exit status
    /// @throws dev.backout.error.BackoutException `program-unavailable` where there is no shell
    public int run(
            String command,
            List<String> variables,
            DatabaseAddress address,
            Consumer<String> line) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", root.resolve("node_modules/.bin") + ":" + all.getOrDefault("PATH", USUAL));
        String url = PrismaUrl.of(address);
        all.put("DATABASE_URL", url);
        variables.forEach(variable -> all.put(variable, url));
        List<String> whole = List.of("sh", "-c", IN_FOLDER, "sh", root.toString(), command);
        try (ChildProcess child = ChildProcess.tethered(whole, all, line, line)) {
            return child.await(() -> {});
        }
    }
}
