package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the `datasource` block in a schema file, or in the files of a schema folder.
final class SchemaReader {
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^[ \t]*datasource\\s+\\w+\\s*\\{([^}]*)\\}");
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \t]*//.*$");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern CALL = Pattern.compile("env\\(\\s*\"([^\"]+)\"\\s*\\)");
    private static final Set<String> NEVER = Set.of("migrations", "node_modules");
    private static final int DEPTH = 8;

    private SchemaReader() {}

    /// The block, or null when there is none.
    ///
    /// @param schema a file or a folder
    static @Nullable Datasource read(Path schema) {
        for (Path file : files(schema)) {
            Matcher block = BLOCK.matcher(COMMENT.matcher(text(file)).replaceAll(""));
            if (block.find()) {
                return datasource(file, block.group(1));
            }
        }
        return null;
    }

    private static Datasource datasource(Path file, String body) {
        String provider = field(body, "provider");
        Matcher text = STRING.matcher(provider == null ? "" : provider);
        String schemas = field(body, "schemas");
        List<String> names =
                schemas == null
                        ? List.of()
                        : STRING.matcher(schemas).results().map(found -> found.group(1)).toList();
        return new Datasource(
                file,
                text.find() ? text.group(1) : "",
                source(field(body, "url")),
                source(field(body, "directUrl")),
                names);
    }

    private static @Nullable String field(String body, String name) {
        Matcher line =
                Pattern.compile("(?m)^\\s*" + name + "\\s*=\\s*(\\[[^\\]]*\\]|.*)$").matcher(body);
        return line.find() ? line.group(1).strip() : null;
    }

    private static @Nullable UrlSource source(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Matcher call = CALL.matcher(value);
        if (call.lookingAt()) {
            return new UrlSource.Variable(call.group(1));
        }
        Matcher text = STRING.matcher(value);
        return text.lookingAt() ? new UrlSource.Literal(text.group(1)) : new UrlSource.Unclear();
    }

    private static List<Path> files(Path schema) {
        if (!Files.isDirectory(schema)) {
            return List.of(schema);
        }
        List<Path> files = new ArrayList<>();
        collect(schema, DEPTH, files);
        return files.stream().sorted().toList();
    }

    /// The migrations may lie in the same folder, hundreds of them; no schema is among them.
    private static void collect(Path folder, int depth, List<Path> files) {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    if (depth > 0 && !NEVER.contains(name)) {
                        collect(entry, depth - 1, files);
                    }
                } else if (name.endsWith(".prisma")) {
                    files.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(folder, e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BackoutException unreadable(Path path, Exception cause) {
        return new BackoutException(
                ErrorCode.FILE_INACCESSIBLE,
                "the Prisma schema %s cannot be read".formatted(path),
                List.of("name another one with --schema FILE"),
                cause);
    }
}
