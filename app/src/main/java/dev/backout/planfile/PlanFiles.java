package dev.backout.planfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Writes and reads plan files. Stateless; for any thread.
public final class PlanFiles {
    /// The file's name when nobody says otherwise.
    public static final String USUAL = "backout-plan.json";

    static final String KIND = "backout-plan";

    /// 1: before the vault, lone statements and what a copy lacked.
    static final int FORMAT = 2;

    /// A plan for 2,000 tables has some MB; `run` must not read a disk image into memory.
    private static final int MOST_BYTES = 64 << 20;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private PlanFiles() {}

    /// A plan as JSON with its hash, for a file or for `--json`.
    public static ObjectNode json(Plan plan) {
        ObjectNode content = PlanWriter.content(plan);
        ObjectNode file = MAPPER.createObjectNode();
        file.put("kind", KIND).put("format", FORMAT).put("hash", Canonical.hash(content));
        content.remove(List.of("kind", "format"));
        file.setAll(content);
        return file;
    }

    /// A plan as it would be written.
    public static PlanFile file(Plan plan) {
        ObjectNode json = json(plan);
        return new PlanFile(plan, json.get("hash").asText(), json.toPrettyString() + "\n");
    }

    /// Writes a plan, whole or not at all, and answers what was written.
    ///
    /// @throws BackoutException `file-inaccessible`
    public static PlanFile write(Plan plan, Path file) {
        PlanFile written = file(plan);
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw BackoutException.of(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the plan cannot be written to %s: it is a folder".formatted(file),
                    "name a file with --out FILE");
        }
        Path beside = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.writeString(beside, written.json());
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException e) {
            delete(beside, e);
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the plan cannot be written to %s: %s".formatted(file, FileTrouble.text(e)),
                    List.of("name another file with --out FILE"),
                    e);
        }
    }

    /// Reads a plan and checks that it is the one that was written.
    ///
    /// @throws BackoutException `plan-invalid` when the file is cut short, edited, no plan or of a
    ///   newer Backout; `file-inaccessible` when it cannot be read
    public static PlanFile read(Path file) {
        return parse(bytes(file), file.toString());
    }

    /// Reads a plan that the record of a run keeps.
    ///
    /// @throws BackoutException `plan-invalid`
    public static PlanFile parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8), "the plan in the run's record");
    }

    private static PlanFile parse(byte[] bytes, String name) {
        JsonNode root = tree(name, bytes);
        if (!(root instanceof ObjectNode object) || !object.path("kind").asText().equals(KIND)) {
            throw invalid(name + " is not a plan of Backout");
        }
        int format = object.path("format").asInt();
        if (format > 0 && format < FORMAT) {
            throw BackoutException.of(
                    ErrorCode.PLAN_INVALID,
                    "%s was written by an older Backout: it has format %d, this one reads %d"
                            .formatted(name, format, FORMAT),
                    "make a new plan: backout plan; a run of it goes on, and is reported, with the"
                            + " Backout that began it; backout runs shows its journal");
        }
        if (format > FORMAT) {
            throw BackoutException.of(
                    ErrorCode.PLAN_INVALID,
                    "%s was written by a newer Backout: it has format %d, this one reads %d"
                            .formatted(name, format, FORMAT),
                    "run it with that Backout, or make a new plan with this one: backout plan");
        }
        String hash = object.path("hash").asText();
        ObjectNode content = object.deepCopy();
        content.remove("hash");
        if (!Canonical.hash(content).equals(hash)) {
            throw invalid(
                    "%s was edited: its content no longer has the hash that it names"
                            .formatted(name));
        }
        Plan plan = new PlanReader(name).plan(object);
        return new PlanFile(plan, hash, new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw invalid(
                        "%s is no plan of Backout: it is larger than %d MB"
                                .formatted(file, MOST_BYTES >> 20));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "there is no plan file " + file,
                    List.of("backout plan writes one"),
                    e);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the plan %s cannot be read: %s".formatted(file, FileTrouble.text(e)),
                    List.of(),
                    e);
        }
    }

    private static JsonNode tree(String name, byte[] bytes) {
        if (bytes.length == 0) {
            throw invalid(name + " is empty");
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new BackoutException(ErrorCode.PLAN_INVALID, name + " " + defect(e), hints(), e);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.PLAN_INVALID, name + " is not a plan of Backout", hints(), e);
        }
    }

    private static String defect(JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        boolean ended =
                e instanceof JsonEOFException || e.getOriginalMessage().contains("end-of-input");
        return ended
                ? "is cut short: it ends in line %d in the middle of the plan".formatted(line)
                : "is not a plan of Backout: it is no JSON in line %d".formatted(line);
    }

    static BackoutException invalid(String message) {
        return new BackoutException(ErrorCode.PLAN_INVALID, message, hints());
    }

    private static List<String> hints() {
        return List.of("nothing was executed; make a new plan: backout plan");
    }

    private static void delete(Path file, IOException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
