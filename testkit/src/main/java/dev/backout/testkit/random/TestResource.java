package dev.backout.testkit.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The text files beside this package.
final class TestResource {
    private TestResource() {}

    static List<String> lines(String name) {
        try (InputStream resource =
                Objects.requireNonNull(TestResource.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
