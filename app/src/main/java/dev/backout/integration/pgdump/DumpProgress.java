package dev.backout.integration.pgdump;

import dev.backout.backup.BackupProgress;
import dev.backout.backup.Checksums;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Tells how far a program is, by what it says with --verbose and by what it has written.
final class DumpProgress {
    private final String what;
    private final String mark;
    private final @Nullable Path written;
    private final int of;
    private final Consumer<BackupProgress> listener;
    private final AtomicInteger begun = new AtomicInteger();

    /// @param mark what a line says when another table begins
    /// @param written the file or folder that grows, or null
    DumpProgress(
            String what,
            String mark,
            @Nullable Path written,
            int of,
            Consumer<BackupProgress> listener) {
        this.what = what;
        this.mark = mark;
        this.written = written;
        this.of = of;
        this.listener = listener;
    }

    /// Another line of the program.
    void line(String line) {
        if (line.contains(mark)) {
            begun.incrementAndGet();
        }
    }

    /// Tells.
    void tell() {
        listener.accept(new BackupProgress(what, Math.min(begun.get(), of), of, bytes()));
    }

    private long bytes() {
        try {
            return written == null ? 0 : Checksums.size(written);
        } catch (IOException e) {
            // A file of a folder that was renamed just now: the next tick knows.
            return 0;
        }
    }
}
