package dev.backout.bench;

import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Measures one `check` beside the bare replay of the same files: time, processor time and memory,
/// the server's included. `bench/check` starts it.
public final class MeasureCheck {
    private static final int BETWEEN_LOOKS_MS = 200;

    private MeasureCheck() {}

    /// @param arguments the launcher, the folder of the migrations, and what else `check` is given
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        System.out.println(replay(folder));
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(1, "check");
        long start = System.nanoTime();
        Process check =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        ProcessTree tree = new ProcessTree(check.toHandle());
        do {
            tree.look();
        } while (!check.waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS));
        System.out.printf("check: %.1f s, exit status %d%n", seconds(start), check.exitValue());
        tree.lines().forEach(System.out::println);
    }

    /// Each file as one message, as a migration tool would send it, in one session.
    private static String replay(Path folder) throws IOException {
        List<Path> files = ProveFolder.migrations(folder);
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Embedded(18));
                ScratchDatabase database = server.create()) {
            long start = System.nanoTime();
            int failed = 0;
            for (Path file : files) {
                String sql = ProveFolder.read(file.resolve("migration.sql"));
                failed += database.run(sql) instanceof MessageOutcome.Completed ? 0 : 1;
            }
            return "bare replay: %d files in %.1f s, %d of them failed"
                    .formatted(files.size(), seconds(start), failed);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
