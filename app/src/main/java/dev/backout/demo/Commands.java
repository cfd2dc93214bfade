package dev.backout.demo;

import dev.backout.error.ExitCode;

/// The commands of Backout, as somebody in a folder types them.
@FunctionalInterface
public interface Commands {
    /// Runs one command; its answer and its failures are printed.
    ExitCode run(TypedLine line);
}
