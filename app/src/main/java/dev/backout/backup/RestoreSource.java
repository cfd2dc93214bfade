package dev.backout.backup;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;

/// Something that one could restore from.
///
/// @param place the file or folder
/// @param kind who took it
/// @param taken the moment that it shows; of a nightly, when the file was last written
/// @param bytes its size
/// @param manifest what was written down about it, or null
/// @param state what can be told without reading all of it
public record RestoreSource(
        Path place,
        Kind kind,
        Instant taken,
        long bytes,
        @Nullable Manifest manifest,
        State state) {
    /// Who took it.
    public enum Kind {
        /// Backout, before a run.
        BEFORE_RUN,
        /// Others, regularly.
        NIGHTLY
    }

    /// Whether it is worth trying.
    public sealed interface State {
        /// It is as it was written down, by its size.
        record Recorded() implements State {}

        /// Nothing is written down about it.
        record Unrecorded() implements State {}

        /// It cannot be used.
        ///
        /// @param why one half sentence
        record Bad(String why) implements State {}
    }

    /// Whether it is worth trying.
    public boolean usable() {
        return !(state instanceof State.Bad);
    }

    /// For people, one line.
    public String text() {
        String said =
                switch (state) {
                    case State.Recorded _ -> "as it was recorded";
                    case State.Unrecorded _ -> "nothing is recorded about it";
                    case State.Bad bad -> "NO GOOD: " + bad.why();
                };
        String what = kind == Kind.BEFORE_RUN ? "before a run" : "nightly";
        return "%s (%s, %s, %s; %s)".formatted(place, what, taken, Sizes.bytes(bytes), said);
    }
}
