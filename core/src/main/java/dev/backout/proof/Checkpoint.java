package dev.backout.proof;

import dev.backout.scratch.ScratchDatabase;

import java.util.List;

/// A copy of a replica as some files left it, so that a later replay need not begin with nothing.
///
/// @param database the copy; nobody works in it
/// @param files what was run
record Checkpoint(ScratchDatabase database, List<String> files) implements AutoCloseable {
    /// Fewer files are replayed sooner than a database is copied.
    private static final int WORTH = 20;

    Checkpoint {
        files = List.copyOf(files);
    }

    /// Whether a replay of these files may begin here.
    boolean leadsTo(List<String> wanted) {
        return files.size() <= wanted.size() && wanted.subList(0, files.size()).equals(files);
    }

    /// Whether so many files that were replayed are worth a copy.
    static boolean worth(int replayed) {
        return replayed >= WORTH;
    }

    @Override
    public void close() {
        database.close();
    }
}
