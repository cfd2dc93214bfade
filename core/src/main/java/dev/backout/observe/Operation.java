package dev.backout.observe;

/// What can be done to rows.
public enum Operation {
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE
}
