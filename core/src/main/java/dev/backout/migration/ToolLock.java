package dev.backout.migration;

/// A migration tool's lock while we hold it. Closing releases it; so does the end of the session.
public interface ToolLock extends AutoCloseable {
    @Override
    void close();
}
