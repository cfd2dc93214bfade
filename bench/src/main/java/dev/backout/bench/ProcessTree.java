package dev.backout.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A process with everything that it started, as Linux tells of it in `/proc`. What ends between
/// two looks is seen no more, but a parent that waited for it has its processor time.
final class ProcessTree {
    /// USER_HZ, which is 100 on every architecture that we run on.
    private static final double TICKS = 100;

    private static final String SERVER = "postgres";

    private final ProcessHandle root;
    private double programSeconds;
    private double serverSeconds;
    private long most;
    private long mostOfProgram;
    private long mostOfServer;
    private long mostFiles;
    private int looks;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /// One process at one moment.
    ///
    /// @param ticks processor time of its own
    /// @param ticksOfChildren that of children which it waited for
    private record Seen(String name, long parent, long ticks, long ticksOfChildren) {
        boolean server() {
            return name.equals(SERVER);
        }
    }

    /// Looks at all of them.
    void look() {
        Map<Long, Seen> processes = new TreeMap<>();
        Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .forEach(pid -> see(pid, processes));
        long program = 0;
        long server = 0;
        long serverTicks = 0;
        looks++;
        for (Map.Entry<Long, Seen> entry : processes.entrySet()) {
            Seen seen = entry.getValue();
            long memory = memory(entry.getKey());
            if (seen.server()) {
                server += memory;
                serverTicks += seen.ticks;
                if (!isServer(processes.get(seen.parent))) {
                    serverTicks += seen.ticksOfChildren;
                    mostFiles = Math.max(mostFiles, looks % 10 == 0 ? files(entry.getKey()) : 0);
                }
            } else {
                program += memory;
            }
        }
        most = Math.max(most, program + server);
        mostOfProgram = Math.max(mostOfProgram, program);
        mostOfServer = Math.max(mostOfServer, server);
        serverSeconds = Math.max(serverSeconds, serverTicks / TICKS);
        Seen own = processes.get(root.pid());
        if (own != null) {
            programSeconds = own.ticks / TICKS;
        }
    }

    private static boolean isServer(@Nullable Seen parent) {
        return parent != null && parent.server();
    }

    /// What was seen, for people.
    List<String> lines() {
        return List.of(
                "processor: %.1f s Backout, %.1f s PostgreSQL"
                        .formatted(programSeconds, serverSeconds),
                "memory at most: %d MB together (Backout at most %d MB, PostgreSQL at most %d MB)"
                        .formatted(most >> 10, mostOfProgram >> 10, mostOfServer >> 10),
                "files of the server at most: %d MB (in memory when they lie in /dev/shm)"
                        .formatted(mostFiles >> 20));
    }

    /// The name stands in parentheses and may hold anything; the numbers follow.
    private static void see(long pid, Map<Long, Seen> processes) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            int end = stat.lastIndexOf(')');
            String[] numbers = stat.substring(end + 2).split(" ");
            processes.put(
                    pid,
                    new Seen(
                            stat.substring(stat.indexOf('(') + 1, end),
                            Long.parseLong(numbers[1]),
                            Long.parseLong(numbers[11]) + Long.parseLong(numbers[12]),
                            Long.parseLong(numbers[13]) + Long.parseLong(numbers[14])));
        } catch (IOException e) {
            // It has ended.
        }
    }

    /// The proportional set size in kB: what is shared counts once.
    private static long memory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /// The bytes below a server's data directory, where it works.
    private static long files(long pid) {
        try (Stream<Path> files = Files.walk(Path.of("/proc/" + pid + "/cwd").toRealPath())) {
            return files.mapToLong(ProcessTree::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
