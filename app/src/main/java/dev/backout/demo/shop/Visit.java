package dev.backout.demo.shop;

import java.time.Instant;

/// What became of one request.
///
/// @param at when it was sent
/// @param write whether it was an order
/// @param status of HTTP; 0 when nobody answered
/// @param trouble what was answered, when it was not what it had to be; empty otherwise
public record Visit(Instant at, boolean write, int status, String trouble) {
    /// Whether all was well.
    public boolean well() {
        return trouble.isEmpty();
    }
}
