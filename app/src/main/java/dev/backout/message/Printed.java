package dev.backout.message;

import java.util.Set;
import java.util.function.Consumer;

/// A channel on this machine: standard output.
///
/// @param to prints a message
public record Printed(String name, Set<Message.Kind> kinds, Consumer<Message> to)
        implements Channel {
    /// Copies the set.
    public Printed {
        kinds = Set.copyOf(kinds);
    }

    @Override
    public boolean wants(Message.Kind kind) {
        return kinds.contains(kind);
    }

    @Override
    public boolean journalled() {
        return false;
    }

    @Override
    public Outcome deliver(Message message) {
        to.accept(message);
        return new Outcome.Delivered();
    }
}
