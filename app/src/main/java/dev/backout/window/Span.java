package dev.backout.window;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A stretch of time in which work may begin.
///
/// @param from nothing begins before, or null for now
/// @param until nothing begins from then on, or null for never
public record Span(@Nullable Instant from, @Nullable Instant until) {
    /// Always.
    public static final Span ALWAYS = new Span(null, null);

    /// Whether it has not begun.
    public boolean ahead(Instant moment) {
        return from != null && moment.isBefore(from);
    }

    /// Whether it is over.
    public boolean over(Instant moment) {
        return until != null && !moment.isBefore(until);
    }
}
