package dev.backout.integration.http;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an answer of HTTP/1.1 (RFC 9112), as much of it as is wanted and as long as there is time.
/// For one thread, once.
final class HttpReading {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");
    private static final int MOST_HEAD = 64 << 10;

    private final InputStream in;
    private final Deadline deadline;
    private final int most;
    private final byte[] buffer = new byte[8_192];
    private int at;
    private int filled;
    private int head;

    HttpReading(InputStream in, Deadline deadline, int most) {
        this.in = in;
        this.deadline = deadline;
        this.most = most;
    }

    HttpReply reply() throws IOException {
        int status = status();
        Map<String, String> headers = headers();
        while (status < 200) {
            // Nothing of ours asks for more; a proxy may say 103.
            status = status();
            headers = headers();
        }
        Body body = body(status, headers);
        return new HttpReply.Answered(
                status, headers.get("location"), body.text(), body.cut(), deadline.took());
    }

    private record Body(String text, boolean cut) {}

    private int status() throws IOException {
        String line = line();
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("what answers speaks no HTTP/1.1");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private Body body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new Body("", false);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String coding = headers.getOrDefault("transfer-encoding", "");
        if (coding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return chunked(bytes);
        }
        String length = headers.get("content-length");
        return length == null ? toTheEnd(bytes) : counted(bytes, number(length, 10));
    }

    private Body counted(ByteArrayOutputStream bytes, long length) throws IOException {
        take(bytes, Math.min(length, most));
        return new Body(bytes.toString(StandardCharsets.UTF_8), length > most);
    }

    private Body chunked(ByteArrayOutputStream bytes) throws IOException {
        while (true) {
            long size = number(line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return new Body(bytes.toString(StandardCharsets.UTF_8), false);
            }
            long wanted = Math.min(size, most - bytes.size());
            take(bytes, wanted);
            if (wanted < size) {
                return new Body(bytes.toString(StandardCharsets.UTF_8), true);
            }
            line();
        }
    }

    private Body toTheEnd(ByteArrayOutputStream bytes) throws IOException {
        while (fill()) {
            int taken = Math.min(filled - at, most - bytes.size());
            bytes.write(buffer, at, taken);
            at += taken;
            if (at < filled) {
                return new Body(bytes.toString(StandardCharsets.UTF_8), true);
            }
        }
        return new Body(bytes.toString(StandardCharsets.UTF_8), false);
    }

    private void take(ByteArrayOutputStream bytes, long count) throws IOException {
        long left = count;
        while (left > 0) {
            insist();
            int taken = (int) Math.min(filled - at, left);
            bytes.write(buffer, at, taken);
            at += taken;
            left -= taken;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            insist();
            byte b = buffer[at++];
            if (++head > MOST_HEAD + most) {
                throw new IOException("the answer's head does not end");
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(b);
        }
    }

    private static long number(@Nullable String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer has no length that makes sense", e);
        }
        throw new IOException("the answer has no length that makes sense");
    }

    private void insist() throws IOException {
        if (!fill()) {
            throw new EOFException("the answer ends in its middle");
        }
    }

    /// Whether there is more.
    private boolean fill() throws IOException {
        if (at < filled) {
            return true;
        }
        filled = Math.max(0, in.read(buffer));
        at = 0;
        return filled > 0;
    }
}
