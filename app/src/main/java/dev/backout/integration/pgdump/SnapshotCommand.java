package dev.backout.integration.pgdump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupFolder;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the command of a user that takes a snapshot. That it ended well is kept in the folder, so
/// that a resumed run does not take another one.
final class SnapshotCommand {
    private static final String ENDING = ".snapshot";

    private final String command;
    private final Map<String, String> environment;
    private final BackupFolder folder;

    SnapshotCommand(String command, Map<String, String> environment, BackupFolder folder) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
    }

    /// Takes it. The command finds the backup's name in `BACKOUT_BACKUP_ID`, the database in
    /// `BACKOUT_DATABASE` and its server in `BACKOUT_SERVER`; it gets no password.
    Backup.Snapshot take(String id, DatabaseAddress address) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("BACKOUT_BACKUP_ID", id);
        variables.put("BACKOUT_DATABASE", address.database());
        variables.put("BACKOUT_SERVER", address.server());
        Instant began = Instant.now();
        long start = System.nanoTime();
        ChildProcess.Output output = ChildProcess.output(List.of("sh", "-c", command), variables);
        if (output.status() != 0) {
            throw BackoutException.of(
                    ErrorCode.BACKUP_FAILED,
                    "the snapshot command ended with status %d: %s"
                            .formatted(output.status(), last(output.errors(), "it said nothing")),
                    "nothing after this step was executed; whether there is a snapshot now, only"
                            + " its system knows");
        }
        var snapshot =
                new Backup.Snapshot(
                        id,
                        last(output.text(), ""),
                        began,
                        Duration.ofMillis((System.nanoTime() - start) / 1_000_000));
        keep(snapshot);
        return snapshot;
    }

    /// The file that says that it was taken.
    static Path record(BackupFolder folder, String id) {
        return folder.path().resolve(id + ENDING);
    }

    /// What was kept.
    static Backup.Snapshot read(BackupFolder folder, String id) {
        Path file = record(folder, id);
        try {
            JsonNode node = new JsonMapper().readTree(Files.readAllBytes(file));
            return new Backup.Snapshot(
                    id,
                    node.path("reference").asText(),
                    Instant.parse(node.path("began").asText()),
                    Duration.ofMillis(node.path("tookMillis").asLong()));
        } catch (IOException | java.time.DateTimeException e) {
            throw new BackoutException(
                    ErrorCode.BACKUP_INVALID, file + " cannot be read", List.of(), e);
        }
    }

    private void keep(Backup.Snapshot snapshot) {
        String text =
                new JsonMapper()
                        .createObjectNode()
                        .put("reference", snapshot.reference())
                        .put("began", snapshot.began().toString())
                        .put("tookMillis", snapshot.took().toMillis())
                        .toPrettyString();
        try {
            folder.write(record(folder, snapshot.id()), text + "\n");
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.BACKUP_FAILED,
                    "the snapshot %s was taken, but that cannot be kept in %s"
                            .formatted(snapshot.reference(), folder.path()),
                    List.of("nothing after this step was executed"),
                    e);
        }
    }

    private static String last(String text, String otherwise) {
        List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.isEmpty() ? otherwise : lines.getLast();
    }
}
