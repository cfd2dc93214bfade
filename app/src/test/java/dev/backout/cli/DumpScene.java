package dev.backout.cli;

import dev.backout.integration.pgdump.Programs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// A project that takes backups with a real pg_dump.
abstract class DumpScene extends DeskScene {
    static final int MAJOR = 15;

    final Path pgDump = Programs.required(MAJOR);

    @TempDir Path backups;

    DumpScene() {
        super(MAJOR);
    }

    @BeforeEach
    void configure() throws IOException {
        desk.write("backout.yaml", "backup: {folder: %s, pgDump: %s}\n".formatted(backups, pgDump));
    }
}
