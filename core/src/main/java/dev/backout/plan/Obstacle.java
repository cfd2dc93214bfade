package dev.backout.plan;

import dev.backout.schema.Address;

/// Rows that the old schema cannot hold: the inverse would fail on them.
///
/// @param object the column or constraint that comes back
/// @param what why they do not fit, as half a sentence: `rows have no value for a NOT NULL column`
/// @param count how many rows
/// @param exact false for an estimate
/// @param remedy the option that would solve it, `--fill public.users.email=...`, or an empty text
/// @param query lists some of them
/// @param aside what becomes of them when they are set aside, as a sentence without a full stop;
///   empty when they cannot be
public record Obstacle(
        Address object,
        String what,
        long count,
        boolean exact,
        String remedy,
        String query,
        String aside) {}
