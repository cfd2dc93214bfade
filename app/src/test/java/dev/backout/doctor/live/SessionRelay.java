package dev.backout.doctor.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between a client and a server as a pooler does: the process number in the server's
/// BackendKeyData is another one than that of the process which answers.
final class SessionRelay implements AutoCloseable {
    private static final int READY = 'Z';
    private static final int KEY_DATA = 'K';

    private final ServerSocket listener;
    private final int server;

    private SessionRelay(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /// @param server the port that it leads to
    static SessionRelay to(int server) throws IOException {
        SessionRelay relay =
                new SessionRelay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> copy(client, backend));
                Thread.ofVirtual().start(() -> answer(backend, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void answer(Socket from, Socket to) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            int type;
            do {
                type = in.readUnsignedByte();
                int length = in.readInt();
                byte[] body = in.readNBytes(length - 4);
                if (type == KEY_DATA) {
                    body[3] ^= 1;
                }
                out.writeByte(type);
                out.writeInt(length);
                out.write(body);
            } while (type != READY);
            copy(from, to);
        } catch (IOException e) {
            copy(from, to);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
