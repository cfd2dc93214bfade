package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.migration.GeneratedFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Writes a file that a command makes: whole or not at all, and never over one that a person wrote.
final class GeneratedWriter {
    private final Shell shell;
    private final boolean force;
    private final boolean dry;
    private final String elsewhere;

    /// @param force whether a file that says something else is overwritten
    /// @param dry whether it is only said what would be done
    /// @param elsewhere how to see what would be written, half a sentence
    GeneratedWriter(Shell shell, boolean force, boolean dry, String elsewhere) {
        this.shell = shell;
        this.force = force;
        this.dry = dry;
        this.elsewhere = elsewhere;
    }

    /// @param migration whose inverse it is
    /// @throws BackoutException `file-exists`, `file-inaccessible`
    Generated write(String migration, GeneratedFile generated) {
        Path file = generated.file();
        String text = generated.text();
        try {
            String present = present(file);
            if (present != null && !present.equals(text) && !force && !generated.adds()) {
                throw BackoutException.of(
                        ErrorCode.FILE_EXISTS,
                        "%s exists and says something else".formatted(shown(file)),
                        "nothing was written; --force overwrites it, " + elsewhere);
            }
            boolean same = text.equals(present);
            if (!same && !dry) {
                replace(file, text);
            }
            String done = same ? "unchanged" : dry ? "would write" : "wrote";
            return new Generated(migration, done, shown(file).toString(), text);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "cannot write %s: %s".formatted(shown(file), FileTrouble.text(e)),
                    List.of("nothing was written; " + elsewhere),
                    e);
        }
    }

    /// A new folder goes again when the file cannot be written: the migration tool takes a folder
    /// without a file for an error.
    private static void replace(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean fresh = folder != null && Files.notExists(folder);
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(beside, e);
            if (fresh) {
                remove(folder, e);
            }
            throw e;
        }
    }

    private static void remove(@Nullable Path file, IOException reason) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static @Nullable String present(Path file) throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : null;
    }

    private Path shown(Path file) {
        return file.startsWith(shell.directory()) ? shell.directory().relativize(file) : file;
    }
}
