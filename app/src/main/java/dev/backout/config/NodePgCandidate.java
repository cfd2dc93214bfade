package dev.backout.config;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A folder whose `package.json` has node-pg-migrate.
///
/// @param root the folder
/// @param options what its scripts and its configuration give the tool
/// @param why what it was found by
record NodePgCandidate(Path root, NodePgOptions options, String why) implements ToolCandidate {
    private static final String PACKAGE = "node-pg-migrate";
    private static final List<String> USED =
            List.of(
                    "migrations-dir",
                    "migrations-table",
                    "schema",
                    "create-schema",
                    "migrations-schema",
                    "check-order",
                    "ignore-pattern",
                    "decamelize",
                    "use-glob",
                    "tsconfig-paths",
                    "url");

    /// What the folder is, or null when its package.json does not know the tool.
    static @Nullable NodePgCandidate of(Path root) {
        Document manifest = Candidate.packageJson(root);
        boolean depends =
                !(manifest.at("dependencies", PACKAGE) instanceof Document.Nothing)
                        || !(manifest.at("devDependencies", PACKAGE) instanceof Document.Nothing);
        boolean called = false;
        NodePgOptions options = new NodePgOptions(Map.of());
        if (manifest.at("scripts") instanceof Document.Fields scripts) {
            called = NodePgOptions.called(scripts);
            options = NodePgOptions.of(scripts);
        }
        if (!depends && !called) {
            return null;
        }
        return new NodePgCandidate(
                root, options.or(configured(root, options)), "package.json has " + PACKAGE);
    }

    /// A folder that somebody names, whatever is in it.
    static NodePgCandidate named(Path root) {
        NodePgCandidate found = of(root);
        return found != null
                ? found
                : new NodePgCandidate(
                        root,
                        new NodePgOptions(configured(root, new NodePgOptions(Map.of()))),
                        "named");
    }

    @Override
    public Path migrations() {
        String named = options.text("migrations-dir");
        return root.resolve(named == null ? "migrations" : named).normalize();
    }

    /// A file of options is read when it is JSON. Anything else would have to be run.
    private static Map<String, List<String>> configured(Path root, NodePgOptions options) {
        String file = options.text("config-file");
        if (file != null && !file.endsWith(".json")) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "node-pg-migrate's options stand in %s, which cannot be understood without"
                                    .formatted(file)
                            + " running it",
                    "say what it says in backout.yaml, under nodePgMigrate, and give"
                            + " --tool node-pg-migrate --migrations DIR");
        }
        Path path = root.resolve(file == null ? "config/default.json" : file);
        if (!Files.isRegularFile(path)) {
            return Map.of();
        }
        String section = options.text("config-value");
        Document whole = json(path);
        Document part = whole.at(section == null ? "db" : section);
        return values(part instanceof Document.Fields || file == null ? part : whole);
    }

    private static Map<String, List<String>> values(Document json) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : USED) {
            switch (json.at(name)) {
                case Document.Text(String text) -> values.put(name, List.of(text));
                case Document.Flag(boolean flag) -> values.put(name, List.of(String.valueOf(flag)));
                case Document.Items items -> values.put(name, items.texts());
                case Document.Fields _, Document.Nothing _ -> {}
            }
        }
        return values;
    }

    private static Document json(Path file) {
        try {
            return Document.json(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s is not JSON".formatted(file),
                    List.of("say what it says in backout.yaml, under nodePgMigrate"),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
