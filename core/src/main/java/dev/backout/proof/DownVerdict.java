package dev.backout.proof;

import dev.backout.sql.TextPosition;

import java.util.List;
import java.util.stream.Stream;

/// Whether what a person wrote undoes a migration's change of the schema.
public sealed interface DownVerdict {
    /// Nobody wrote anything.
    record None() implements DownVerdict {}

    /// It leads back exactly.
    ///
    /// @param notes what is not quite as before and does not count
    record Proved(List<String> notes) implements DownVerdict {}

    /// It runs and leads elsewhere.
    ///
    /// @param differences what is different; never empty
    record Differs(List<String> differences) implements DownVerdict {}

    /// The server refuses it.
    ///
    /// @param message the server's words
    /// @param position where in the file
    record Fails(String message, TextPosition position) implements DownVerdict {}

    /// It does nothing although the migration changed the schema.
    record Empty() implements DownVerdict {}

    /// The migration tool has nothing to run, and says so when it is asked to undo it.
    ///
    /// @param why in the tool's words
    record Refuses(String why) implements DownVerdict {}

    /// The same with more notes, when it is proved.
    default DownVerdict withNotes(List<String> more) {
        return this instanceof Proved(List<String> notes)
                ? new Proved(Stream.concat(notes.stream(), more.stream()).toList())
                : this;
    }
}
