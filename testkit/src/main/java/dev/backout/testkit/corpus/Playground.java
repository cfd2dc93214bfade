package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.Dump;

import java.sql.SQLException;
import java.util.List;

/// A database that migrations are played in. Not thread-safe.
interface Playground {
    /// The schema as it is now.
    Dump dump();

    /// Runs a file as its tool sends it.
    void migrate(String sql) throws SQLException;

    /// Runs a way back: its statements in one transaction; a single text as one message.
    void back(List<String> statements) throws SQLException;

    /// Becomes a copy of another one of its kind.
    void copy(Playground other) throws SQLException;

    /// Makes playgrounds on one server.
    interface Maker {
        Playground make() throws SQLException;
    }
}
