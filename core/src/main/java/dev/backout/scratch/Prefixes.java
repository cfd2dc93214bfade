package dev.backout.scratch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The beginnings of a history, each with a name that follows from all files in it and their order.
/// Immutable.
///
/// @param names of the first file, of the first two, and so on
public record Prefixes(List<String> names) {
    /// Of no history.
    public static final Prefixes NONE = new Prefixes(List.of());

    public Prefixes {
        names = List.copyOf(names);
    }

    /// Of a history.
    ///
    /// @param files their texts, in order
    public static Prefixes of(List<String> files) {
        List<String> names = new ArrayList<>();
        byte[] earlier = new byte[0];
        for (String file : files) {
            MessageDigest digest = sha256();
            digest.update(earlier);
            earlier = digest.digest(sha256().digest(file.getBytes(StandardCharsets.UTF_8)));
            names.add(HexFormat.of().formatHex(earlier));
        }
        return new Prefixes(names);
    }

    /// How many files the beginning of that name has; 0 when it is none of this history.
    int length(String name) {
        return names.indexOf(name) + 1;
    }

    /// A short name for texts, for all of them and for where one ends and the next one begins.
    static String shortName(List<String> texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
