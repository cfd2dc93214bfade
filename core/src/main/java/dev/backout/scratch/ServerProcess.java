package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL server of our own, on a copy of a data directory. It lives as long as the shell
/// that started it sees our end of a pipe open, so it ends with this process however that ends.
final class ServerProcess implements AutoCloseable {
    /// The file in the directory of a run that says where its data is to be packed.
    static final String KEEP = "keep";

    /// A segment of the log.
    private static final long LITTLE = 16L << 20;

    private static final int TRIES = 5;
    private static final long PATIENCE_MS = 30_000;

    private final RunDirectory directory;
    private final Process shell;
    private final int port;

    private ServerProcess(RunDirectory directory, Process shell, int port) {
        this.directory = directory;
        this.shell = shell;
        this.port = port;
    }

    /// Starts a server and waits until it takes connections.
    ///
    /// @param origin the data directory of which it gets a copy, or a file that holds one
    /// @throws BackoutException scratch-unavailable with the server's own words
    static ServerProcess start(PostgresBinaries binaries, Path origin, Path place, Rights rights)
            throws IOException {
        String words = "";
        for (int n = 0; n < TRIES; n++) {
            RunDirectory directory = RunDirectory.create(place, rights);
            int port = freePort();
            Process shell = spawn(binaries, origin, directory, rights, port);
            ServerProcess server = new ServerProcess(directory, shell, port);
            String failure = server.failure();
            if (failure == null) {
                return server;
            }
            server.close();
            words = failure;
            if (!words.contains("could not bind") && !words.contains("Address already in use")) {
                break;
            }
        }
        if (isFull(words)) {
            throw full(binaries, place);
        }
        throw BackoutException.of(
                ErrorCode.SCRATCH_UNAVAILABLE, binaries.origin() + " does not start: " + words);
    }

    /// Whether a failure says that there is no room: another data directory would not help.
    static boolean isFull(String words) {
        return words.contains("No space left on device");
    }

    private static BackoutException full(PostgresBinaries binaries, Path place) {
        return BackoutException.of(
                ErrorCode.SCRATCH_UNAVAILABLE,
                "%s does not start: No space left on device in %s"
                        .formatted(binaries.origin(), place),
                "it takes some 60 MB; make room, or name another folder in JAVA_TOOL_OPTIONS:"
                        + " -Djava.io.tmpdir=DIR");
    }

    /// The folder in which the directories of servers are.
    Path place() {
        return Objects.requireNonNull(directory.path().getParent());
    }

    /// Whether next to nothing is left where the server keeps its files.
    boolean isFull() {
        try {
            return Files.getFileStore(directory.path()).getUsableSpace() < LITTLE;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /// Where the server keeps its files.
    Path data() {
        return directory.data();
    }

    /// Has the data directory packed into a file when this is closed. Nobody is connected then.
    ///
    /// @param file where it appears, whole or not at all
    void keepIn(Path file) throws IOException {
        Files.writeString(directory.path().resolve(KEEP), file.toString());
    }

    /// Stops the server at once and removes its files. Nothing is written back, unless it is to be
    /// kept.
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            directory.delete();
        }
    }

    private static Process spawn(
            PostgresBinaries binaries, Path origin, RunDirectory directory, Rights rights, int port)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                Resources.text("serve.sh"),
                                "backout-scratch",
                                directory.path().toString(),
                                origin.toString()));
        command.addAll(
                rights.command(
                        List.of(
                                binaries.postgres().toString(),
                                "-D",
                                directory.data().toString(),
                                "-p",
                                Integer.toString(port))));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.directory(directory.path().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Null when the server is ready, else what it said.
    private @Nullable String failure() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (System.nanoTime() < deadline) {
            if (ready()) {
                return null;
            }
            if (ended()) {
                return words();
            }
            Interruptions.pause(2);
        }
        return "not ready after " + PATIENCE_MS / 1000 + " s; " + words();
    }

    /// The eighth line of postmaster.pid says so (src/include/utils/pidfile.h).
    private boolean ready() {
        try {
            List<String> lines = Files.readAllLines(directory.data().resolve("postmaster.pid"));
            return lines.size() > 7 && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ended() {
        try {
            Path file = directory.path().resolve("server");
            String pid = Files.exists(file) ? Files.readString(file).strip() : "";
            return !shell.isAlive()
                    || Files.exists(directory.path().resolve("failed"))
                    || !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private String words() {
        try {
            return Files.exists(directory.log()) ? Files.readString(directory.log()).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
