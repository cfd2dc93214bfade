package dev.backout.cli;

import dev.backout.backup.BackupProgress;

import java.io.PrintStream;

/// One line on the terminal that tells how far a dump or a restore is; nothing where there is no
/// terminal.
final class BackupLine implements AutoCloseable {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean shown;

    BackupLine(Shell shell) {
        this.err = shell.err();
        this.shown = shell.terminals().err();
    }

    /// Shows how far it is.
    void show(BackupProgress progress) {
        if (shown) {
            err.print(CLEAR + progress.text());
            err.flush();
        }
    }

    /// Wipes the line.
    @Override
    public void close() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
