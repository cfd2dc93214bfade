package dev.backout.integration.prisma;

import dev.backout.database.DatabaseAddress;
import dev.backout.integration.process.Script;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the command that fills a development database, as `prisma db seed` does.
///
/// @param root the folder that it is started in
/// @param environment the environment variables of this process
public record Seeding(Path root, Map<String, String> environment) {
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";
    private static final Duration LIMIT = Duration.ofHours(1);

    /// Runs it to its end, or until an hour is over. It is given the database that was reset,
    /// whatever `.env` says: a seed must not land in another one.
    ///
    /// @param variables those that the project reads its URL from
    /// @param line takes what it says, line by line, from another thread
    /// @throws dev.backout.error.BackoutException `program-unavailable` where there is no shell
    public Script.Ending run(
            String command,
            List<String> variables,
            DatabaseAddress address,
            Consumer<String> line) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", root.resolve("node_modules/.bin") + ":" + all.getOrDefault("PATH", USUAL));
        String url = PrismaUrl.of(address);
        all.put("DATABASE_URL", url);
        variables.forEach(variable -> all.put(variable, url));
        return Script.run(command, all, root, LIMIT, line);
    }
}
