package dev.backout.cli;

import java.io.PrintStream;

/// One line on the terminal that tells how far something is; nothing where there is no terminal.
/// Safe for several threads.
final class Progress implements AutoCloseable {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean shown;
    private final int total;
    private int done;

    /// @param total how many steps there are
    Progress(Shell shell, int total) {
        this.err = shell.err();
        this.shown = shell.terminals().err();
        this.total = total;
    }

    /// Another step is done.
    synchronized void done(String what) {
        done++;
        if (shown) {
            err.print(CLEAR + "%d/%d %s".formatted(done, total, what));
            err.flush();
        }
    }

    /// Wipes the line.
    @Override
    public synchronized void close() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
