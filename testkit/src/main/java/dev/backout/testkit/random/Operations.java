package dev.backout.testkit.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The templates of `operations.sql`.
///
/// @param make what makes objects: for schemas and for migrations
/// @param change what changes and drops them: for migrations
record Operations(List<String> make, List<String> change) {
    private static final String CHANGE = "-- change";

    static Operations read() {
        List<String> lines = lines();
        return new Operations(
                templates(lines.stream().takeWhile(Predicate.not(CHANGE::equals))),
                templates(lines.stream().dropWhile(Predicate.not(CHANGE::equals))));
    }

    private static List<String> templates(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("--")).toList();
    }

    private static List<String> lines() {
        try (InputStream resource =
                Objects.requireNonNull(Operations.class.getResourceAsStream("operations.sql"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
