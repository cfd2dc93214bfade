package dev.backout.migration.prisma;

import dev.backout.migration.Script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Whether a script is the one that a checksum of the history was made of, as Prisma decides it.
final class Checksums {
    private static final int LENGTH = 64;

    private Checksums() {}

    static boolean matches(Script script, String checksum) {
        return same(script.checksum(), checksum)
                || same(of(unix(script)), checksum)
                || same(of(script.text().replace("\n", "\r\n")), checksum);
    }

    /// The file as it is, with LF for CRLF, and with CRLF for LF, since git changes line endings.
    static List<String> forms(Script script) {
        String unix = unix(script);
        return Stream.of(script.checksum(), of(unix), of(unix.replace("\n", "\r\n")))
                .distinct()
                .toList();
    }

    private static String unix(Script script) {
        return script.text().replace("\r\n", "\n");
    }

    private static String of(String text) {
        return Script.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Early versions of Prisma wrote bytes below 16 with one digit, so a checksum of another
    /// length is compared in that form.
    private static boolean same(String ours, String stored) {
        if (stored.isEmpty() || stored.length() == LENGTH) {
            return ours.equals(stored);
        }
        return unpadded(ours).equals(stored);
    }

    private static String unpadded(String checksum) {
        var text = new StringBuilder(LENGTH);
        for (int at = 0; at < checksum.length(); at += 2) {
            if (checksum.charAt(at) != '0') {
                text.append(checksum.charAt(at));
            }
            text.append(checksum.charAt(at + 1));
        }
        return text.toString();
    }
}
