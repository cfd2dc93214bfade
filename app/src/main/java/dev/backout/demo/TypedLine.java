package dev.backout.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One command as it is typed.
///
/// @param folder where
/// @param environment variables besides those of whoever types
/// @param answer what is typed when it asks; empty where there is no terminal
/// @param arguments behind `backout`
public record TypedLine(
        Path folder, Map<String, String> environment, String answer, List<String> arguments) {
    /// Copies what it is given.
    public TypedLine {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }
}
