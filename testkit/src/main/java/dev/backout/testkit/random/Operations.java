package dev.backout.testkit.random;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The templates of `operations.sql`.
///
/// @param make what makes objects: for schemas and for migrations
/// @param change what changes and drops them: for migrations
record Operations(List<String> make, List<String> change) {
    private static final String CHANGE = "-- change";

    static Operations read() {
        List<String> lines = TestResource.lines("operations.sql");
        return new Operations(
                templates(lines.stream().takeWhile(Predicate.not(CHANGE::equals))),
                templates(lines.stream().dropWhile(Predicate.not(CHANGE::equals))));
    }

    private static List<String> templates(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("--")).toList();
    }
}
