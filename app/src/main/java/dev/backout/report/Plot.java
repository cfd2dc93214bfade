package dev.backout.report;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Numbers over time.
///
/// @param name what they are
/// @param points the oldest first
/// @param levels within which they have to be
/// @param marks what happened meanwhile, the oldest first
record Plot(String name, List<Point> points, List<Level> levels, List<Mark> marks) {
    Plot {
        points = List.copyOf(points);
        levels = List.copyOf(levels);
        marks = List.copyOf(marks);
    }

    /// A number at a time.
    ///
    /// @param value null when there was none
    /// @param bad whether it was not as it has to be
    record Point(Instant at, @Nullable Double value, boolean bad) {}

    /// A limit.
    ///
    /// @param text `below 0.01`
    record Level(String text, double value) {}

    /// Something that happened.
    record Mark(Instant at, String text) {}
}
