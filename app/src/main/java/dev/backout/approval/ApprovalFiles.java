package dev.backout.approval;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Approvals as files beside the plan: `backout-plan.json.ann_example.com.approval`, a name that a
/// ConfigMap takes. They hold no secret, and may be passed around with it.
///
/// @param plan the plan's file, absolute
public record ApprovalFiles(Path plan) {
    private static final String ENDING = ".approval";

    /// A few keys and a few lines; whatever is larger is none of ours.
    private static final long MOST_BYTES = 64 << 10;

    /// A file that looks like an approval.
    ///
    /// @param name without its folder
    /// @param text what it holds
    public record Found(String name, String text) {}

    /// All that lie beside the plan, by name.
    ///
    /// @throws BackoutException `file-inaccessible`
    public List<Found> read() {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(this::ours).sorted().toList()) {
                found.add(
                        new Found(
                                file.getFileName().toString(),
                                Files.size(file) > MOST_BYTES ? "" : Files.readString(file)));
            }
            return found;
        } catch (IOException e) {
            throw trouble("the approvals in %s cannot be read".formatted(folder()), e);
        }
    }

    /// Writes one.
    ///
    /// @param principal whose it is
    /// @return the file
    /// @throws BackoutException `file-inaccessible`
    public Path write(String principal, Signed signed) {
        Path file =
                plan.resolveSibling(
                        "%s.%s%s"
                                .formatted(
                                        plan.getFileName(),
                                        principal.replaceAll("[^A-Za-z0-9._-]", "_"),
                                        ENDING));
        try {
            return Files.writeString(file, signed.text());
        } catch (IOException e) {
            throw trouble("the approval cannot be written to %s".formatted(file), e);
        }
    }

    private boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(plan.getFileName() + ".")
                && name.endsWith(ENDING)
                && Files.isRegularFile(file);
    }

    private Path folder() {
        Path folder = plan.getParent();
        if (folder == null) {
            throw new IllegalStateException("not absolute: " + plan);
        }
        return folder;
    }

    private static BackoutException trouble(String what, IOException e) {
        return new BackoutException(
                ErrorCode.FILE_INACCESSIBLE,
                "%s: %s".formatted(what, FileTrouble.text(e)),
                List.of(),
                e);
    }
}
