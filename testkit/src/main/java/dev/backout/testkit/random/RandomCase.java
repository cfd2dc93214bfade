package dev.backout.testkit.random;

import dev.backout.testkit.golden.GoldenCase;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A schema and a migration, as lists of statements that can be left out one by one.
///
/// @param seed what it was made from
public record RandomCase(long seed, List<String> schema, List<String> changes) {
    public RandomCase {
        schema = List.copyOf(schema);
        changes = List.copyOf(changes);
    }

    /// As a golden case; its text can be kept as a file of that format.
    public GoldenCase golden() {
        return new GoldenCase(
                Path.of("random", "random-" + seed + ".sql"),
                Map.of("before", text(schema), "migration", text(changes)));
    }

    /// The text of the golden case's file.
    @Override
    public String toString() {
        return "-- before\n" + text(schema) + "-- migration\n" + text(changes);
    }

    private static String text(List<String> statements) {
        return statements.stream().map(sql -> sql + ";\n").collect(Collectors.joining());
    }
}
