package dev.backout.message;

import java.time.Duration;

/// Where messages go. One thread at a time.
public interface Channel {
    /// What it is called, for people; no part of its address.
    String name();

    /// Whether it wants messages of that kind.
    boolean wants(Message.Kind kind);

    /// Whether the journal notes what it was told.
    boolean journalled();

    /// Delivers one, within a few seconds.
    Outcome deliver(Message message) throws InterruptedException;

    /// What became of a message.
    sealed interface Outcome {
        /// It was taken.
        record Delivered() implements Outcome {}

        /// It was not taken, and will not be.
        ///
        /// @param why half a sentence without any part of the address
        record Refused(String why) implements Outcome {}

        /// It was not taken now.
        ///
        /// @param pause how long to wait before the next try
        record Later(String why, Duration pause) implements Outcome {}
    }
}
