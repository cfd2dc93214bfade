package dev.backout.status;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.backout.migration.Script;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// What histories lead to, kept on disk, because replaying one takes longer than all else that
/// `status` does. A file that cannot be read or written is as good as none.
///
/// @param folder where they are kept
public record ExpectedSchemas(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FORM = new TypeReference<>() {};

    /// The name of what a history leads to.
    ///
    /// @param circumstances everything else it depends on: engine, server version, owner
    /// @param checksums of the applied scripts, in order
    public static String key(String circumstances, List<String> checksums) {
        String text = circumstances + "\n" + String.join("\n", checksums);
        return Script.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What is kept under a name, or null.
    @Nullable Fingerprints find(String key) {
        Path file = file(key);
        try {
            return Files.exists(file)
                    ? new Fingerprints(JSON.readValue(Files.readAllBytes(file), FORM))
                    : null;
        } catch (IOException e) {
            // Half-written or of another version: the history is replayed again.
            return null;
        }
    }

    /// Keeps a schema.
    ///
    /// @return whether that was possible
    boolean put(String key, Fingerprints fingerprints) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "schema", ".new");
            Files.write(fresh, JSON.writeValueAsBytes(fingerprints.objects()));
            Files.move(
                    fresh,
                    file(key),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".json");
    }
}
