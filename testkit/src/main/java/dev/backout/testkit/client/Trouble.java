package dev.backout.testkit.client;

/// Something that an application meets on a schema that is not its own.
///
/// @param kind how bad it is
/// @param object the scene's object, for people
/// @param text what it did, and what it got
public record Trouble(Kind kind, String object, String text) {
    /// How bad it is.
    public enum Kind {
        /// A statement of it is refused.
        REFUSED,
        /// It cannot read what it gets: an unknown label, NULL where it counts on a value, a value
        /// of another type.
        UNREADABLE,
        /// It gets something else than on its own schema.
        DIFFERENT
    }

    /// Whether it no longer works; it may not even notice something different.
    public boolean breaks() {
        return kind != Kind.DIFFERENT;
    }
}
