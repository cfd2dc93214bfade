package dev.backout.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server that has its log written before it says that something is committed, as servers in
/// production do, and that can be stopped the hard way and started again. The files lie in memory
/// where that can be had: what is tried is the end of processes, not of machines. For one thread.
public final class DurableServer implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final JudgeServer server;
    private final Path data;

    private DurableServer(JudgeServer server, Path data) {
        this.server = server;
        this.data = data;
    }

    /// How a server is stopped.
    public enum Stop {
        /// Every session is ended and undone, and everything is written.
        FAST,
        /// As if the machine had lost its power: the next start recovers from the log.
        IMMEDIATE
    }

    /// Starts one; takes some seconds.
    public static DurableServer start(int major) {
        try {
            Path data =
                    Files.isWritable(MEMORY)
                            ? Files.createTempDirectory(MEMORY, "backout-durable-")
                            : Files.createTempDirectory("backout-durable-");
            return new DurableServer(JudgeServer.durable(major, data), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server, to make databases on.
    public JudgeServer judge() {
        return server;
    }

    /// Stops it and starts it again; it takes connections when this returns.
    public void restart(Stop stop) {
        String mode =
                switch (stop) {
                    case FAST -> "fast";
                    case IMMEDIATE -> "immediate";
                };
        try {
            List<String> command = new ArrayList<>();
            if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
                // The server refuses to be root's; in a user namespace it does not see that it is.
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(
                    List.of(
                            program().resolveSibling("pg_ctl").toString(),
                            "-D",
                            data.toString(),
                            "-m",
                            mode,
                            "-w",
                            "restart"));
            Path log = data.resolve("restart.log");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log, UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server restarts", e);
        }
    }

    /// The program that runs as this server.
    private Path program() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        return Files.readSymbolicLink(Path.of("/proc", pid, "exe"));
    }

    @Override
    public void close() {
        server.close();
    }
}
