package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads Prisma's configuration file. It is never run: under `check` it comes from a pull request.
final class PrismaConfigReader {
    private static final List<String> EXTENSIONS =
            List.of(".js", ".ts", ".mjs", ".cjs", ".mts", ".cts");

    /// In the order in which Prisma 7.10 looks.
    private static final List<String> NAMES =
            List.of(
                    "prisma7.config",
                    ".config/prisma7",
                    "prisma.config",
                    ".config/prisma",
                    ".config/prisma.config");

    private final Path folder;
    private final List<String> unclear = new ArrayList<>();

    private PrismaConfigReader(Path folder) {
        this.folder = folder;
    }

    /// The configuration file of a folder, or null.
    static @Nullable Path find(Path folder) {
        return NAMES.stream()
                .flatMap(name -> EXTENSIONS.stream().map(extension -> name + extension))
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    static PrismaConfig read(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        return new PrismaConfigReader(folder).config(file, value(file));
    }

    private PrismaConfig config(Path file, ScriptValue value) {
        if (!(value instanceof ScriptValue.Fields)) {
            unclear.add("the exported object");
        }
        Path schema = path(value, "schema");
        Path migrations = path(value, "migrations", "path");
        List<UrlSource> urls = new ArrayList<>();
        addUrls(at(value, "datasource", "url"), urls);
        String seed =
                at(value, "migrations", "seed") instanceof ScriptValue.Text text
                        ? text.text()
                        : null;
        return new PrismaConfig(file, schema, migrations, urls, seed, unclear);
    }

    private @Nullable Path path(ScriptValue value, String... keys) {
        return switch (at(value, keys)) {
            case null -> null;
            case ScriptValue.Text text -> folder.resolve(text.text()).normalize();
            case ScriptValue.Either either when either.first() instanceof ScriptValue.Text text ->
                    folder.resolve(text.text()).normalize();
            case ScriptValue.Either either -> notSaid(keys, either.toString());
            case ScriptValue.Variable variable -> notSaid(keys, "process.env." + variable.name());
            case ScriptValue.Fields _ -> notSaid(keys, "an object");
            case ScriptValue.Unclear code -> notSaid(keys, code.code());
        };
    }

    private @Nullable Path notSaid(String[] keys, String code) {
        unclear.add("%s = %s".formatted(String.join(".", keys), code));
        return null;
    }

    private void addUrls(@Nullable ScriptValue value, List<UrlSource> urls) {
        switch (value) {
            case null -> {}
            case ScriptValue.Text text when text.text().isEmpty() -> {}
            case ScriptValue.Text text -> urls.add(new UrlSource.Literal(text.text()));
            case ScriptValue.Variable variable -> urls.add(new UrlSource.Variable(variable.name()));
            case ScriptValue.Either either -> {
                addUrls(either.first(), urls);
                addUrls(either.second(), urls);
            }
            case ScriptValue.Fields _ -> urls.add(new UrlSource.Unclear());
            case ScriptValue.Unclear _ -> urls.add(new UrlSource.Unclear());
        }
    }

    /// A part that is spread in (`...shared`) may say anything, which is told when a key is
    /// missing.
    private @Nullable ScriptValue at(ScriptValue value, String... keys) {
        ScriptValue here = value;
        for (String key : keys) {
            if (!(here instanceof ScriptValue.Fields object)) {
                return here instanceof ScriptValue.Unclear && here != value ? here : null;
            }
            ScriptValue below = object.fields().get(key);
            if (below == null) {
                ScriptValue spread = object.fields().get("...");
                return spread instanceof ScriptValue.Fields ? at(spread, key) : spread;
            }
            here = below;
        }
        return here;
    }

    private static ScriptValue value(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return ScriptReader.read(text);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    file + " cannot be read",
                    List.of("name the schema with --schema FILE"),
                    e);
        }
    }
}
