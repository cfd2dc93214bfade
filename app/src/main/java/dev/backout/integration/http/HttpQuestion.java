package dev.backout.integration.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A GET of HTTP/1.1 to one address of a server. The client of the JDK chooses the address itself,
/// and takes the name for `Host` and for the certificate from it; here every instance behind a name
/// is asked, each under that name. No redirect is followed, no proxy is used. Immutable.
///
/// @param url `http` or `https`
/// @param headers what is sent besides; may hold secrets
/// @param limit for all of it: connecting, asking, and the whole answer
/// @param most how many bytes of the body are read
public record HttpQuestion(URI url, Map<String, String> headers, Duration limit, int most) {
    /// Copies the map.
    public HttpQuestion {
        headers = Map.copyOf(headers);
    }

    /// The names of the headers: their values may be secrets.
    @Override
    public String toString() {
        return "HttpQuestion[%s, %s]".formatted(url, headers.keySet());
    }

    /// The server's port.
    public int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return secure() ? 443 : 80;
    }

    private boolean secure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /// Asks one address. Never takes longer than the limit.
    public HttpReply ask(InetAddress address) {
        try (Socket socket = new Socket();
                Deadline deadline = new Deadline(limit, socket)) {
            try {
                return asked(socket, address, deadline);
            } catch (IOException e) {
                return failed(e, deadline);
            }
        } catch (IOException e) {
            return new HttpReply.Silent("the connection broke");
        }
    }

    private HttpReply asked(Socket socket, InetAddress address, Deadline deadline)
            throws IOException {
        socket.connect(new InetSocketAddress(address, port()));
        socket.setTcpNoDelay(true);
        if (!secure()) {
            return talk(socket, deadline);
        }
        try (SSLSocket secured = secured(socket)) {
            return talk(secured, deadline);
        }
    }

    private HttpReply failed(IOException e, Deadline deadline) {
        if (deadline.over()) {
            return new HttpReply.Silent("no answer within " + limit.toMillis() + " ms");
        }
        return switch (e) {
            case SSLException _ when !(e.getCause() instanceof EOFException) ->
                    new HttpReply.Untrusted("no secure connection: " + e.getMessage());
            case ConnectException _ -> new HttpReply.Silent("nobody listens: " + e.getMessage());
            default ->
                    new HttpReply.Silent(
                            e.getMessage() == null ? "the connection broke" : e.getMessage());
        };
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, url.getHost(), port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private HttpReply talk(Socket socket, Deadline deadline) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return new HttpReading(socket.getInputStream(), deadline, most).reply();
    }

    private String request() throws IOException {
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder text = new StringBuilder();
        text.append("GET ").append(path).append(query).append(" HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : sent().entrySet()) {
            String line = header.getKey() + ": " + header.getValue();
            if (line.chars().anyMatch(Character::isISOControl)) {
                throw new IOException(
                        "the header %s holds a line break".formatted(header.getKey()));
            }
            text.append(line).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /// Each name once: a server may refuse a second `Host`.
    private Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.put("Host", url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        sent.put("User-Agent", "backout");
        sent.put("Accept", "*/*");
        sent.putAll(headers);
        sent.put("Connection", "close");
        return sent;
    }
}
