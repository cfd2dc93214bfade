package dev.backout.status;

import dev.backout.migration.Script;
import dev.backout.proofs.KeptFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What histories lead to, kept on disk, because replaying one takes longer than all else that
/// `status` does. A file that cannot be read or written is as good as none.
public final class ExpectedSchemas {
    private final KeptFiles files;

    /// @param folder where they are kept
    public ExpectedSchemas(Path folder) {
        this.files = new KeptFiles(folder);
    }

    /// The name of what a history leads to.
    ///
    /// @param circumstances everything else it depends on: engine, server version, owner
    /// @param checksums of the applied scripts, in order
    public static String key(String circumstances, List<String> checksums) {
        String text = circumstances + "\n" + String.join("\n", checksums);
        return Script.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What is kept under a name, or null.
    @Nullable ExpectedSchema find(String key) {
        byte[] content = files.find(name(key));
        if (content == null) {
            return null;
        }
        try {
            return ExpectedSchema.read(content);
        } catch (IOException e) {
            // Cut short or something else altogether: the history is replayed again.
            return null;
        }
    }

    /// Keeps a schema.
    ///
    /// @return whether that was possible
    boolean put(String key, ExpectedSchema schema) {
        return files.put(name(key), schema.content());
    }

    private static String name(String key) {
        return key + ".schema";
    }
}
