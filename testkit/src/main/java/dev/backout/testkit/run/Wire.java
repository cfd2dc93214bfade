package dev.backout.testkit.run;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Stands between a real process and a real server and counts what is asked, over all sessions.
/// Before the k-th question reaches the server, or before its answer reaches the process, something
/// is done to one of them. Frontend and backend messages are told apart by their first byte and
/// length (PostgreSQL: "Message Formats"); nothing of them is changed. Without TLS.
public final class Wire implements AutoCloseable {
    private static final int NOBODY = -1;

    private final int server;
    private final ServerSocket door;
    private final int point;
    private final boolean after;
    private final AtomicReference<@Nullable Runnable> deed;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger session = new AtomicInteger(NOBODY);
    private final AtomicInteger answering = new AtomicInteger(NOBODY);
    private final List<Integer> pids = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;

    private Wire(int server, int point, boolean after, @Nullable Runnable deed) throws IOException {
        this.server = server;
        this.point = point;
        this.after = after;
        this.deed = new AtomicReference<>(deed);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    /// Lets everything pass, and counts.
    ///
    /// @param server the port of the server on this machine
    public static Wire through(int server) {
        return at(server, Integer.MAX_VALUE, false, () -> {});
    }

    /// Does something once.
    ///
    /// @param point at which question, from 1
    /// @param after whether the server still answers it
    /// @param deed what is done, while the question or the answer is held back
    public static Wire at(int server, int point, boolean after, Runnable deed) {
        try {
            return new Wire(server, point, after, deed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port to connect to instead.
    public int port() {
        return door.getLocalPort();
    }

    /// How many questions passed.
    public int questions() {
        return questions.get();
    }

    /// Whether the deed was done.
    public boolean done() {
        Throwable why = failure;
        if (why != null) {
            throw new IllegalStateException("the deed failed", why);
        }
        return deed.get() == null;
    }

    /// The server's processes of the sessions, in the order in which they were begun.
    public List<Integer> pids() {
        return List.copyOf(pids);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void connect(Socket client) {
        Socket real;
        try {
            real = new Socket(InetAddress.getLoopbackAddress(), server);
        } catch (IOException e) {
            // The server is down: the client learns it by a connection that ends.
            shut(client);
            return;
        }
        sockets.add(real);
        int number = session.incrementAndGet();
        Thread.ofVirtual().start(() -> pump(client, real, number, true));
        Thread.ofVirtual().start(() -> pump(real, client, number, false));
    }

    private void pump(Socket from, Socket to, int number, boolean asking) {
        try (from;
                to) {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(from.getInputStream()));
            to.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(to.getOutputStream());
            if (asking) {
                // The first message of a session has no type.
                copy(-1, in, out);
            }
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] body = body(in);
                if (asking) {
                    asked(type, number);
                } else {
                    answered(type, body, number);
                }
                send(type, body, out);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (EOFException | SocketException e) {
            // One of them is gone; the other is told by closing its side.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void asked(int type, int number) {
        if (type == 'Q' || type == 'S') {
            if (questions.incrementAndGet() == point) {
                if (after) {
                    answering.set(number);
                } else {
                    act();
                }
            }
        }
    }

    private void answered(int type, byte[] body, int number) {
        if (type == 'K') {
            pids.add(ByteBuffer.wrap(body).getInt());
        }
        if (type == 'Z' && answering.compareAndSet(number, NOBODY)) {
            act();
        }
    }

    private void act() {
        Runnable once = deed.getAndSet(null);
        if (once != null) {
            try {
                once.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    private static void copy(int type, DataInputStream in, OutputStream out) throws IOException {
        send(type, body(in), out);
        out.flush();
    }

    private static byte[] body(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt() - Integer.BYTES);
    }

    private static void send(int type, byte[] body, OutputStream out) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(5 + body.length);
        if (type >= 0) {
            message.put((byte) type);
        }
        message.putInt(body.length + Integer.BYTES).put(body);
        out.write(message.array(), 0, message.position());
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
