package dev.backout.integration.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/// When a talk over a socket has to be over: whoever waits for it then finds it closed. The time
/// limit that sockets have themselves is one for each read, and TLS reads many times for one
/// answer.
final class Deadline implements AutoCloseable {
    private final long began = System.nanoTime();
    private final Duration limit;
    private final Thread guard;

    Deadline(Duration limit, Socket socket) {
        this.limit = limit;
        this.guard = Thread.ofVirtual().start(() -> end(socket));
    }

    private void end(Socket socket) {
        try {
            Thread.sleep(limit);
            socket.close();
        } catch (InterruptedException | IOException e) {
            // It was over in time, or is closed already.
            return;
        }
    }

    /// How long since the beginning.
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Whether the time is up.
    boolean over() {
        return took().compareTo(limit) >= 0;
    }

    @Override
    public void close() {
        guard.interrupt();
    }
}
