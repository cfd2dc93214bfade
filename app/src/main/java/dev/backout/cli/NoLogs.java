package dev.backout.cli;

import java.io.IOException;
import java.util.logging.LogManager;

/// Nothing is logged, whatever a library would say. Named to the JVM by the launcher: it neither
/// reads a configuration then, nor looks for another logging library in every jar of this program,
/// which takes longer than to connect to a database.
public final class NoLogs extends LogManager {
    /// For the JVM.
    public NoLogs() {}

    /// There is none: the JVM goes on without.
    @Override
    public void readConfiguration() throws IOException {
        throw new IOException("nothing is logged");
    }
}
