package dev.backout.integration.prisma;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Prisma's command line, as `npm install` put it into a project.
///
/// @param program `node_modules/.bin/prisma`
/// @param version `7.10.1`
record PrismaCommand(Path program, String version) {
    private static final int FIRST_WITH_DIFF_BY_CONFIG = 7;

    /// The one that `npx prisma` would start in a folder, or null.
    ///
    /// @param top where the search ends
    static @Nullable PrismaCommand find(Path folder, Path top) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path program = at.resolve("node_modules/.bin/prisma");
            if (Files.isExecutable(program)) {
                String version = version(at.resolve("node_modules/prisma/package.json"));
                return version == null ? null : new PrismaCommand(program, version);
            }
            if (at.equals(top)) {
                break;
            }
        }
        return null;
    }

    /// Whether it takes the database from a configuration file; earlier ones take it from a schema.
    boolean byConfiguration() {
        return major() >= FIRST_WITH_DIFF_BY_CONFIG;
    }

    private int major() {
        String digits = version.replaceFirst("\\..*", "");
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
    }

    private static @Nullable String version(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
            int depth = 0;
            while (parser.nextToken() != null) {
                if (parser.currentToken().isStructStart()) {
                    depth++;
                } else if (parser.currentToken().isStructEnd()) {
                    depth--;
                } else if (depth == 1
                        && parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("version")) {
                    return parser.nextTextValue();
                }
            }
            return null;
        } catch (IOException e) {
            // A broken installation is none.
            return null;
        }
    }
}
