package dev.backout.cli;

import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// A project in a folder and a database with an empty history, anew for each test, on the shared
/// server of a version.
abstract class DeskScene {
    final JudgeServer server;

    @TempDir Path folder;
    Desk desk;

    DeskScene(int major) {
        this(JudgeServer.shared(major));
    }

    DeskScene(JudgeServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() throws SQLException, IOException {
        desk = desk();
    }

    /// What there is at first, for tests that want something else.
    Desk desk() throws SQLException, IOException {
        return Desk.open(server, folder);
    }

    @AfterEach
    void drop() throws SQLException {
        desk.drop();
    }
}
