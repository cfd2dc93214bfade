package dev.backout.integration.prometheus;

import java.util.List;

/// What Prometheus says about a query.
public sealed interface Reading {
    /// Numbers, one for an instant and several for a range, the oldest first.
    record Numbers(List<Point> points) implements Reading {
        /// Copies the list.
        public Numbers {
            points = List.copyOf(points);
        }
    }

    /// There is no data. `NaN`, the quotient of nothing, is none either.
    record Nothing() implements Reading {}

    /// It could not be asked, or does not understand.
    ///
    /// @param why as half a sentence; no secrets
    record Trouble(String why) implements Reading {}

    /// A number at a time.
    ///
    /// @param second since 1970
    record Point(double second, double value) {}
}
