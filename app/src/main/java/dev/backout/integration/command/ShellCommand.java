package dev.backout.integration.command;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A `command:` of `backout.yaml`: something to do with a shell, how to tell whether it happened,
/// and how to undo it.
///
/// @param name what it does, in a few words that begin small: `clear the cache`
/// @param action the script; it has to be safe to be run again after it died in its middle
/// @param probe a script that ends with status 0 when it happened; null when nobody can tell: then
///   it is done again
/// @param undo a script for when the run is given up; null when there is nothing to undo
/// @param environment variables of the scripts as they are written, with references in them
/// @param timeout how long each of the scripts may take
public record ShellCommand(
        String name,
        String action,
        @Nullable String probe,
        @Nullable String undo,
        Map<String, String> environment,
        Duration timeout) {
    /// How long a script may take when nothing else is said.
    public static final Duration TIMEOUT = Duration.ofMinutes(5);

    /// Keeps the order of the map.
    public ShellCommand {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
