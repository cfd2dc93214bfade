package dev.backout.migration.nodepgmigrate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The node of the path, with as few rights as it and the system can be told to give: no
/// environment but the path, no writing, no programs, reading below some folders only, and where
/// the system has namespaces for everybody, no network, and no process that outlives it.
final class NodeProgram {
    private static final Duration SHORT = Duration.ofSeconds(10);

    /// From the best on; `--kill-child` is younger than `--net`.
    private static final List<List<String>> ISOLATIONS =
            List.of(
                    List.of(
                            "unshare",
                            "--map-root-user",
                            "--net",
                            "--pid",
                            "--fork",
                            "--kill-child"),
                    List.of("unshare", "--map-root-user", "--net"));

    private NodeProgram() {}

    /// Runs a script.
    ///
    /// @param readable the folders below which it may read
    /// @param input what it reads, a line
    /// @param word what its lines begin with
    /// @param silence how long it may say nothing
    /// @throws IOException when there is no node
    static Tethered.Output run(
            Path folder,
            Path script,
            List<Path> readable,
            String input,
            String word,
            Duration silence)
            throws IOException {
        List<String> command = new ArrayList<>(isolation());
        command.add("node");
        command.addAll(permissions(readable));
        command.add(script.toString());
        return Tethered.run(command, folder, environment(), input, word, silence);
    }

    private static List<String> permissions(List<Path> readable) throws IOException {
        Tethered.Output version = trial(List.of("node", "--version"));
        if (version.lines().isEmpty()) {
            throw new IOException("node --version says: " + version.errors().strip());
        }
        int major = major(version.lines().getFirst());
        List<String> options =
                new ArrayList<>(List.of("--no-warnings", "--max-old-space-size=512"));
        if (major >= 20) {
            options.add(major >= 24 ? "--permission" : "--experimental-permission");
            outermost(readable).forEach(path -> options.add("--allow-fs-read=" + path + "/*"));
        }
        return options;
    }

    /// Node 20 ends with an assertion when one of its paths begins another.
    private static List<Path> outermost(List<Path> paths) {
        return paths.stream()
                .filter(path ->
                        paths.stream().noneMatch(one -> !one.equals(path) && path.startsWith(one)))
                .distinct()
                .toList();
    }

    private static int major(String version) {
        String digits = version.strip().replaceFirst("^v", "").split("\\.", 2)[0];
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }

    /// Namespaces with nothing in them, where an ordinary user may have some. Elsewhere the guards
    /// inside of node have to do.
    private static List<String> isolation() throws IOException {
        for (List<String> wrapper : ISOLATIONS) {
            List<String> trial = new ArrayList<>(wrapper);
            trial.add("true");
            if (Integer.valueOf(0).equals(trial(trial).status())) {
                return wrapper;
            }
        }
        return List.of();
    }

    private static Tethered.Output trial(List<String> command) throws IOException {
        return Tethered.run(command, Path.of("/"), environment(), "", "", SHORT);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment =
                new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "JITI_FS_CACHE", "false"));
        String path = System.getenv("PATH");
        if (path != null) {
            environment.put("PATH", path);
        }
        return environment;
    }
}
