package dev.backout.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// One SQL file of a migration, as the migration tool reads it.
///
/// @param path where it lies, for messages: a file, or `REF:path` in git
/// @param text the file decoded as UTF-8, a byte order mark included; bytes that are not UTF-8 are
///   U+FFFD, as in the text that the tool sends
/// @param checksum lower-case SHA-256 of the text in UTF-8
/// @param defects what is odd about the bytes; empty for nearly every file
public record Script(String path, String text, String checksum, List<ScriptDefect> defects) {
    private static final char REPLACEMENT = '\uFFFD';

    public Script {
        defects = List.copyOf(defects);
    }

    /// Decodes a file. The bytes are not kept: a file of 20 MB is held once.
    public static Script of(String path, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<ScriptDefect> defects = new ArrayList<>();
        if (text.startsWith("\uFEFF")) {
            defects.add(new ScriptDefect.ByteOrderMark());
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            defects.add(new ScriptDefect.NulByte(lineOf(text, nul)));
        }
        int invalid = firstInvalid(text, bytes);
        if (invalid >= 0) {
            defects.add(new ScriptDefect.NotUtf8(lineOf(text, invalid)));
        }
        String checksum =
                invalid >= 0 ? sha256(text.getBytes(StandardCharsets.UTF_8)) : sha256(bytes);
        return new Script(path, text, checksum, defects);
    }

    /// Whether there is nothing in it but white space (a comment counts as something).
    public boolean blank() {
        return text.isBlank() || text.equals("\uFEFF");
    }

    /// Lower-case SHA-256 in hexadecimal.
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// U+FFFD may also stand in the file itself, so the bytes are encoded again only when it
    /// occurs.
    private static int firstInvalid(String text, byte[] bytes) {
        int first = text.indexOf(REPLACEMENT);
        if (first < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            return -1;
        }
        return first;
    }

    private static int lineOf(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
