package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.GitExport;
import dev.backout.migration.MigrationSource;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Runs migrations with the project's own node and node-pg-migrate, all of them in one process. One
/// that never ends costs the time limit, and the others are read without it.
///
/// @param settings the project's
/// @param root the folder in which the tool is started
record NodeScripts(NodePgSettings settings, Path root) implements ScriptLoader {
    private static final int MOST_ROUNDS = 4;

    @Override
    public Map<String, LoadedScript> load(MigrationSource source, List<String> files) {
        Path tool = tool();
        if (tool == null) {
            return all(
                    files,
                    "can be read with node-pg-migrate only, which is not installed in %s: npm ci"
                            .formatted(root));
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("backout-node-");
            return inFolder(folder, source, files, tool);
        } catch (IOException e) {
            return all(files, "cannot be read: node does not start (%s)".formatted(e.getMessage()));
        } finally {
            delete(folder);
        }
    }

    private Map<String, LoadedScript> inFolder(
            Path folder, MigrationSource source, List<String> files, Path tool) throws IOException {
        Path script = folder.resolve("load.mjs");
        Files.writeString(script, Resource.text(NodeScripts.class, "load.mjs"));
        Path start = root;
        Path directory = source.directory();
        if (source instanceof MigrationSource.AtGitRef git) {
            start = folder.resolve("project");
            directory = GitExport.into(start, root, git);
            link(start);
        }
        return rounds(script, start, directory, readable(folder, tool), files);
    }

    /// The project's packages beside the files of a commit.
    private void link(Path start) throws IOException {
        Path packages = root.resolve("node_modules");
        if (Files.isDirectory(packages)) {
            Files.createDirectories(start);
            Files.createSymbolicLink(start.resolve("node_modules"), packages.toRealPath());
        }
    }

    private Map<String, LoadedScript> rounds(
            Path script, Path start, Path directory, List<Path> readable, List<String> files)
            throws IOException {
        Map<String, LoadedScript> broken = new HashMap<>();
        List<String> left = new ArrayList<>(files);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String word = UUID.randomUUID().toString();
            Tethered.Output output =
                    NodeProgram.run(
                            start,
                            script,
                            readable,
                            input(word, directory, left),
                            word + " ",
                            settings.timeLimit());
            NodeAnswer answer = NodeAnswer.of(output.lines());
            String culprit = answer.unfinished();
            if (answer.complete() || culprit == null) {
                Map<String, LoadedScript> found = new HashMap<>(answer.scripts());
                left.forEach(file ->
                        found.putIfAbsent(file, new LoadedScript.Broken(unread(answer, output))));
                found.putAll(broken);
                return found;
            }
            broken.put(culprit, answer.scripts().getOrDefault(culprit, ended(output)));
            left.remove(culprit);
        }
        left.forEach(file ->
                broken.put(
                        file, new LoadedScript.Broken("was not read: too many others never end")));
        return broken;
    }

    private LoadedScript ended(Tethered.Output output) {
        if (output.status() == null) {
            return new LoadedScript.Broken(
                    "does not come to an end within %s (nodePgMigrate.timeLimit of backout.yaml)"
                            .formatted(seconds(settings.timeLimit())));
        }
        return new LoadedScript.Broken(
                output.errors().contains("heap out of memory")
                        ? "takes more than 512 MB of memory"
                        : "ends the whole process (status %d)".formatted(output.status()));
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String unread(NodeAnswer answer, Tethered.Output output) {
        if (answer.trouble() != null) {
            return "cannot be read: " + answer.trouble();
        }
        String said =
                output.errors()
                        .lines()
                        .filter(line -> line.contains("Error") || line.startsWith("node:"))
                        .findFirst()
                        .orElse("node ended with status " + output.status());
        return "cannot be read: " + said.strip();
    }

    private String input(String word, Path directory, List<String> files) {
        List<String> parts = new ArrayList<>();
        parts.add(word);
        parts.add("directory=" + encoded(directory.toString()));
        parts.add("decamelize=" + encoded(String.valueOf(settings.decamelize())));
        if (settings.tsconfig() != null) {
            parts.add("tsconfig=" + encoded(settings.tsconfig()));
        }
        files.forEach(file -> parts.add("file=" + encoded(file)));
        return String.join(" ", parts);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The package, looked for as node looks for it, or null.
    private @Nullable Path tool() {
        for (Path at = root; at != null; at = at.getParent()) {
            Path found = at.resolve("node_modules/node-pg-migrate");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        return null;
    }

    /// The repository around the project, and where the packages really lie.
    private List<Path> readable(Path folder, Path tool) throws IOException {
        Set<Path> all = new LinkedHashSet<>();
        all.add(folder);
        all.add(folder.toRealPath());
        Path top = root;
        for (Path at = root; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                top = at;
                break;
            }
        }
        all.add(top);
        all.add(top.toRealPath());
        for (Path at = tool; at != null; at = at.getParent()) {
            if (at.endsWith("node_modules")) {
                all.add(at);
                all.add(at.toRealPath());
            }
        }
        Path real = tool.toRealPath();
        for (Path at = real; at != null; at = at.getParent()) {
            if (at.endsWith("node_modules")) {
                all.add(at);
            }
        }
        return List.copyOf(all);
    }

    private static Map<String, LoadedScript> all(List<String> files, String why) {
        Map<String, LoadedScript> loaded = new HashMap<>();
        files.forEach(file -> loaded.put(file, new LoadedScript.Broken(why)));
        return loaded;
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
