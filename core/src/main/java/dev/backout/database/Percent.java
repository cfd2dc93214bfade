package dev.backout.database;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-decoding as the URL standard has it: a sign that starts no valid code stands for itself.
final class Percent {
    private static final int HEX = 16;

    private Percent() {}

    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int code = bytes[at] == '%' && at + 2 < bytes.length ? code(bytes, at) : -1;
            decoded.write(code < 0 ? bytes[at] : code);
            at += code < 0 ? 0 : 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /// In a query a plus sign is a space.
    static String decodeQuery(String text) {
        return decode(text.replace('+', ' '));
    }

    private static int code(byte[] bytes, int at) {
        int high = Character.digit(bytes[at + 1], HEX);
        int low = Character.digit(bytes[at + 2], HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }
}
