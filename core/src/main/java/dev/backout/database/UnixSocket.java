package dev.backout.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A socket of the JDK's old kind over a Unix socket, with what pgjdbc uses of it: streams and the
/// read timeout. Options of TCP are accepted and mean nothing.
final class UnixSocket extends Socket {
    private final Path file;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int timeout;

    UnixSocket(Path file) throws IOException {
        this.file = file;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.readable = Selector.open();
        this.writable = Selector.open();
    }

    /// The address is the one that the driver made up of host and port; ours is the file.
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(file));
        } catch (IOException e) {
            var refused = new ConnectException("%s: %s".formatted(file, e.getMessage()));
            refused.initCause(e);
            close();
            throw refused;
        }
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output();
    }

    @Override
    public void setSoTimeout(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            int count = channel.read(buffer);
            while (count == 0 && length > 0) {
                if (select(readable, timeout) == 0) {
                    throw new SocketTimeoutException("nothing to read within " + timeout + " ms");
                }
                count = channel.read(buffer);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    select(writable, 0);
                }
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    /// Zero waits for ever.
    private static int select(Selector selector, int milliseconds) throws IOException {
        int ready = selector.select(milliseconds);
        selector.selectedKeys().clear();
        return ready;
    }
}
