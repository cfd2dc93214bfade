package dev.backout.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Which backups were tried, kept in the folder for backups. Who writes last wins: two drills at
/// once may lose one entry, never the file.
///
/// @param folder the folder
public record DrillLog(BackupFolder folder) {
    private static final String NAME = "drills.json";

    /// What a drill came to.
    ///
    /// @param verdict its word
    /// @param passed whether the backup could be relied on, and the targets were met
    public record Entry(Instant when, String verdict, boolean passed) {}

    /// The last drill of a backup, or null.
    ///
    /// @throws BackoutException `file-inaccessible` when the log cannot be understood
    public @Nullable Entry last(Path backup) {
        JsonNode entry = read().path(backup.toString());
        if (!entry.isObject()) {
            return null;
        }
        try {
            return new Entry(
                    Instant.parse(entry.path("when").asText()),
                    entry.path("verdict").asText(),
                    entry.path("passed").asBoolean());
        } catch (DateTimeException e) {
            throw unreadable(e);
        }
    }

    /// Adds one. Backups that are gone are forgotten.
    ///
    /// @throws BackoutException `backup-folder-unfit`
    public void add(Path backup, Entry entry) {
        folder.prepare();
        ObjectNode all = read();
        for (String known : List.copyOf(names(all))) {
            if (!Files.exists(Path.of(known))) {
                all.remove(known);
            }
        }
        all.putObject(backup.toString())
                .put("when", entry.when().toString())
                .put("verdict", entry.verdict())
                .put("passed", entry.passed());
        try {
            folder.write(file(), all.toPrettyString() + "\n");
        } catch (IOException e) {
            throw FolderCheck.unwritable(folder.path(), e);
        }
    }

    private static List<String> names(ObjectNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private ObjectNode read() {
        try {
            return Files.exists(file())
                            && new JsonMapper().readTree(Files.readAllBytes(file()))
                                    instanceof ObjectNode object
                    ? object
                    : new JsonMapper().createObjectNode();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BackoutException unreadable(Exception cause) {
        return new BackoutException(
                ErrorCode.FILE_INACCESSIBLE,
                "%s cannot be understood".formatted(file()),
                List.of("remove it; only the dates of earlier drills are lost"),
                cause);
    }

    private Path file() {
        return folder.path().resolve(NAME);
    }
}
