package dev.backout.scratch;

/// Gives scratch servers of a major version. Whoever implements it closes them.
@FunctionalInterface
public interface ScratchSource {
    /// A server; the one that was given before, when there was one.
    ScratchServer server(int major);

    /// Says that a server will be wanted, on which a history is to be replayed. It may be started
    /// meanwhile, with the longest beginning of that history that is kept.
    ///
    /// @param history what will be replayed
    default void expect(int major, Prefixes history) {}

    /// A server for databases that are made in this way: the one that was given before, unless it
    /// holds one that was made otherwise.
    default ScratchServer server(int major, ScratchOptions options) {
        return server(major);
    }
}
