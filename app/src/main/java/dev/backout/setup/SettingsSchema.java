package dev.backout.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON schema of backout.yaml, for editors. A test holds it against what is read.
public final class SettingsSchema {
    private SettingsSchema() {}

    /// The schema as a file's text.
    public static String text() {
        try (InputStream stream = SettingsSchema.class.getResourceAsStream(Draft.SCHEMA)) {
            if (stream == null) {
                throw new IllegalStateException(Draft.SCHEMA + " is not in the build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
