package dev.backout.observe.hazard;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

/// One hazard in one migration.
///
/// @param hazard the hazard's id
/// @param severity the hazard's severity
/// @param object what is concerned, or null when it is the file as a whole
/// @param sentence what was found, without a full stop
/// @param line the line of the statement in the file, 0 when unknown
public record Finding(
        String hazard, Severity severity, @Nullable Address object, String sentence, int line) {}
