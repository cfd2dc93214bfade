package dev.backout.demo;

import dev.backout.error.ExitCode;

import java.nio.file.Path;

/// The commands of Backout, as somebody in a folder types them.
@FunctionalInterface
public interface Commands {
    /// Runs one command in that folder; its answer and its failures are printed.
    ExitCode run(Path folder, String... arguments);
}
