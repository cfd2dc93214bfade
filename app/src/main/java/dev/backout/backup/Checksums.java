package dev.backout.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// SHA-256 of files and folders, in hexadecimal.
///
/// That of a folder is the SHA-256 of a text with a line `hash name` for each of its files, sorted
/// by name, as `sha256sum *` prints it.
public final class Checksums {
    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    /// The hash of a file or of a folder.
    public static String of(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return file(place);
        }
        var text = new StringBuilder();
        for (Path file : files(place)) {
            text.append(file(file)).append("  ").append(file.getFileName()).append('\n');
        }
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The size of a file, or of all files of a folder.
    public static long size(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.size(place);
        }
        long sum = 0;
        for (Path file : files(place)) {
            sum += Files.size(file);
        }
        return sum;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /// The files of a folder by name.
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String file(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
