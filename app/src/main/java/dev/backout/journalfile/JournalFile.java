package dev.backout.journalfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.journal.JournalLine;
import dev.backout.journal.RunRecord;
import dev.backout.run.JournalCopy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The journal's copy in a file for each run: its record in the first line, then a line for each of
/// the journal's, as JSON. Only its owner can read it. It is replaced as a whole, so that it is
/// never cut short.
///
/// @param folder where the files are; made when it is missing
/// @param complain told once when the copy cannot be written: the run goes on without
public record JournalFile(Path folder, Consumer<String> complain) implements JournalCopy {
    /// The usual folder: `$XDG_STATE_HOME/backout/runs`, or below `~/.local/state`.
    public static Path usual(Map<String, String> environment) {
        String state = environment.get("XDG_STATE_HOME");
        Path base =
                state == null || state.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state);
        return base.resolve("backout").resolve("runs");
    }

    /// The file of a run.
    public Path file(String run) {
        return folder.resolve(run + ".jsonl");
    }

    @Override
    public void write(RunRecord run, List<JournalLine> lines) {
        var text = new StringBuilder(JournalJson.run(run).toString()).append('\n');
        lines.forEach(line -> text.append(JournalJson.line(line)).append('\n'));
        try {
            Files.createDirectories(folder);
            Path next =
                    Files.createTempFile(
                            folder,
                            run.id(),
                            ".next",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(next, text, StandardCharsets.UTF_8);
                Files.move(
                        next,
                        file(run.id()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            complain.accept(
                    "the journal's copy in %s cannot be written (%s); the journal itself is in the"
                                    .formatted(folder, e.getMessage())
                            + " database");
        }
    }

    @Override
    public long lastLine(String run) {
        try {
            List<String> lines = Files.readAllLines(file(run), StandardCharsets.UTF_8);
            JsonNode last = new JsonMapper().readTree(lines.getLast());
            return last.path("line").asLong();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            complain.accept(
                    "the journal's copy %s cannot be read: %s"
                            .formatted(file(run), e.getMessage()));
            return 0;
        }
    }
}
