package dev.backout.integration.http;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What came of a request.
public sealed interface HttpReply {
    /// A server answered.
    ///
    /// @param status its status; redirects are not followed
    /// @param location where it redirects to, or null
    /// @param body as UTF-8, as much of it as was to be read
    /// @param cut whether there was more
    /// @param took until the last byte that was read
    record Answered(int status, @Nullable String location, String body, boolean cut, Duration took)
            implements HttpReply {}

    /// Nobody answered, or not to the end, or what came was no HTTP.
    ///
    /// @param why as half a sentence
    record Silent(String why) implements HttpReply {}

    /// The server could not be asked: its certificate is not trusted here.
    ///
    /// @param why as half a sentence
    record Untrusted(String why) implements HttpReply {}
}
