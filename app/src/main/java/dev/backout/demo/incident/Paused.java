package dev.backout.demo.incident;

import dev.backout.database.Sql;
import dev.backout.demo.shop.Order;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// How long writes were paused: by the journal of the run, and by those who ordered.
///
/// @param parts what was done in that time, the first door first
/// @param nobody the longest time without an acknowledged order
public record Paused(List<Part> parts, Duration nobody) {
    /// One step of the run.
    public record Part(String title, Instant began, Instant ended) {
        /// How long it took.
        public Duration took() {
            return Duration.between(began, ended);
        }
    }

    /// Copies the list.
    public Paused {
        parts = List.copyOf(parts);
    }

    /// @param run the run that paused them
    static Paused of(Connection connection, String run, List<Order> orders) throws SQLException {
        return new Paused(
                Sql.list(
                        connection,
                        IncidentProject.text("paused-steps.sql"),
                        row ->
                                new Part(
                                        row.getString(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getObject(3, OffsetDateTime.class).toInstant()),
                        run),
                longest(orders.stream().map(Order::at).sorted().toList()));
    }

    /// When the first door was going to be shut.
    public Instant from() {
        return parts.getFirst().began();
    }

    /// When the last door was open.
    public Instant to() {
        return parts.getLast().ended();
    }

    /// All of it.
    public Duration took() {
        return Duration.between(from(), to());
    }

    /// What the old release needed to be back.
    public Duration rollout() {
        return parts.stream()
                .filter(part -> part.title().equals(IncidentProject.ROLLOUT))
                .map(Part::took)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration longest(List<Instant> moments) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < moments.size(); i++) {
            Duration between = Duration.between(moments.get(i - 1), moments.get(i));
            longest = between.compareTo(longest) > 0 ? between : longest;
        }
        return longest;
    }
}
