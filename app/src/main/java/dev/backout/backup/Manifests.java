package dev.backout.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.planfile.Canonical;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Manifests as JSON with a hash of their own. Stateless; for any thread.
public final class Manifests {
    /// What a manifest's name ends in, after the backup's id.
    public static final String ENDING = ".json";

    private static final String KIND = "backout-backup";
    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Manifests() {}

    /// The manifest with its hash.
    public static ObjectNode json(Manifest manifest) {
        ObjectNode content = content(manifest);
        ObjectNode file = MAPPER.createObjectNode();
        file.put("kind", KIND).put("format", FORMAT).put("hash", Canonical.hash(content));
        file.setAll(content);
        return file;
    }

    /// Reads a manifest and checks that it is the one that was written.
    ///
    /// @throws BackoutException `backup-invalid` when it is edited, cut short, of a newer Backout
    ///   or no manifest; `file-inaccessible`
    public static Manifest read(Path file) {
        JsonNode root = tree(file);
        if (!(root instanceof ObjectNode object) || !object.path("kind").asText().equals(KIND)) {
            throw invalid(file, "is not a manifest of a backup");
        }
        if (object.path("format").asInt() > FORMAT) {
            throw invalid(file, "was written by a newer Backout");
        }
        ObjectNode content = object.deepCopy();
        content.remove(List.of("kind", "format", "hash"));
        if (!Canonical.hash(content).equals(object.path("hash").asText())) {
            throw invalid(file, "was edited: its content no longer has the hash that it names");
        }
        try {
            return manifest(content);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new BackoutException(
                    ErrorCode.BACKUP_INVALID,
                    "%s is not a manifest of a backup: %s".formatted(file, e.getMessage()),
                    List.of(),
                    e);
        }
    }

    private static ObjectNode content(Manifest manifest) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("backup", manifest.id());
        node.putObject("database")
                .put("systemIdentifier", manifest.database().systemIdentifier())
                .put("oid", manifest.database().oid())
                .put("name", manifest.database().name());
        node.put("began", manifest.began().toString());
        node.put("tookMillis", manifest.took().toMillis());
        node.put("whole", manifest.whole());
        node.put("tool", manifest.tool()).put("serverMajor", manifest.serverMajor());
        node.put("dumpFormat", manifest.format().name());
        node.put("bytes", manifest.bytes()).put("sha256", manifest.sha256());
        node.put("tableBytes", manifest.tableBytes());
        node.put("entries", manifest.entries());
        node.put("schemaHash", manifest.schema().hash());
        ObjectNode counts = node.putObject("rows");
        manifest.counts().forEach(counts::put);
        ObjectNode units = node.putObject("schema");
        manifest.schema().units().forEach(units::put);
        return node;
    }

    private static Manifest manifest(ObjectNode node) {
        JsonNode database = node.path("database");
        Map<String, String> units = new TreeMap<>();
        node.path("schema")
                .properties()
                .forEach(unit -> units.put(unit.getKey(), unit.getValue().asText()));
        Map<String, Long> counts = new TreeMap<>();
        node.path("rows")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return new Manifest(
                node.path("backup").asText(),
                new DatabaseIdentity(
                        database.path("systemIdentifier").asText(),
                        database.path("oid").asLong(),
                        database.path("name").asText()),
                Instant.parse(node.path("began").asText()),
                Duration.ofMillis(node.path("tookMillis").asLong()),
                node.path("whole").asBoolean(),
                node.path("tool").asText(),
                node.path("serverMajor").asInt(),
                Manifest.Format.valueOf(node.path("dumpFormat").asText()),
                node.path("bytes").asLong(),
                node.path("tableBytes").asLong(),
                node.path("sha256").asText(),
                node.path("entries").asInt(),
                new SchemaMarks(units),
                counts);
    }

    private static JsonNode tree(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new BackoutException(
                    ErrorCode.BACKUP_INVALID, file + " is cut short or no JSON", List.of(), e);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE, file + " cannot be read", List.of(), e);
        }
    }

    private static BackoutException invalid(Path file, String what) {
        return BackoutException.of(ErrorCode.BACKUP_INVALID, "%s %s".formatted(file, what));
    }
}
