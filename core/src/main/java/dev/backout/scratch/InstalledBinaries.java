package dev.backout.scratch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds PostgreSQL servers that are installed on this machine.
final class InstalledBinaries {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");

    private InstalledBinaries() {}

    /// The installation of a major version, or null when there is none.
    static @Nullable PostgresBinaries find(int major) {
        return places(major)
                .map(InstalledBinaries::read)
                .filter(Objects::nonNull)
                .filter(found -> found.major() == major)
                .findFirst()
                .orElse(null);
    }

    /// The installation in a directory, or null when it holds none that answers.
    static @Nullable PostgresBinaries read(Path bin) {
        Path postgres = bin.resolve("postgres");
        if (!Files.isExecutable(postgres) || !Files.isExecutable(bin.resolve("initdb"))) {
            return null;
        }
        Matcher version = VERSION.matcher(output(postgres.toString(), "--version"));
        return version.find()
                ? new PostgresBinaries(
                        bin,
                        Integer.parseInt(version.group(2)),
                        version.group(1),
                        "local PostgreSQL " + version.group(1) + " in " + bin)
                : null;
    }

    private static Stream<Path> places(int major) {
        List<Path> places = new ArrayList<>();
        places.add(Path.of("/usr/lib/postgresql/" + major + "/bin"));
        places.add(Path.of("/usr/pgsql-" + major + "/bin"));
        places.add(Path.of("/opt/homebrew/opt/postgresql@" + major + "/bin"));
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, "pg_config"))) {
                String bin = output(Path.of(directory, "pg_config").toString(), "--bindir").strip();
                places.add(Path.of(bin));
            }
        }
        return places.stream();
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
