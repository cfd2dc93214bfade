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
import java.util.Map;

/// Variables in layers: the process's environment, then the `.env` files of the project, the
/// nearest first. A URL is taken from one layer alone: `DIRECT_URL` of a developer's `.env` must
/// not go with a `DATABASE_URL` that somebody exported.
///
/// @param layers the first wins
public record Variables(List<Layer> layers) {
    /// One place with variables.
    ///
    /// @param origin `the environment`, or the path of a file
    public record Layer(String origin, Map<String, String> values) {
        public Layer {
            values = Map.copyOf(values);
        }

        /// The value, or null when it is not set or empty, which Prisma takes for not set.
        public @Nullable String value(String name) {
            String value = values.get(name);
            return value == null || value.isBlank() ? null : value;
        }

        @Override
        public String toString() {
            return "Layer[" + origin + "]";
        }
    }

    public Variables {
        layers = List.copyOf(layers);
    }

    /// The process's environment and those of the files that exist.
    static Variables of(Map<String, String> environment, List<Path> files) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("the environment", environment));
        for (Path file : files.stream().distinct().toList()) {
            if (Files.isRegularFile(file)) {
                layers.add(new Layer(file.toString(), DotEnv.parse(text(file), environment)));
            }
        }
        return new Variables(layers);
    }

    /// The first layer that sets a variable, or null.
    @Nullable Layer layerOf(String name) {
        for (Layer layer : layers) {
            if (layer.value(name) != null) {
                return layer;
            }
        }
        return null;
    }

    /// The value in the first layer that has one, or null.
    public @Nullable String value(String name) {
        Layer layer = layerOf(name);
        return layer == null ? null : layer.value(name);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, file + " cannot be read", List.of(), e);
        }
    }
}
