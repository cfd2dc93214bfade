package dev.backout.cli;

import java.io.PrintStream;
import java.util.function.Supplier;

/// The last word of a process that is ended from outside, by Ctrl-C or by its cluster, in the
/// middle of a run: whoever sits there must not go away from doors that are shut without knowing. A
/// process that is killed says nothing; `status` and `runs` do.
final class Farewell implements AutoCloseable {
    private final Thread hook;

    /// @param words what there is to say at that moment; empty for nothing
    Farewell(PrintStream err, Supplier<String> words) {
        hook =
                new Thread(() -> {
                    String last = words.get();
                    if (!last.isEmpty()) {
                        err.println(last);
                        err.flush();
                    }
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// The command ends by itself, and says what there is to say.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are being ended: the hook is running.
        }
    }
}
