package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.plan.LawTrials.Trial;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// A story that breaks a law is told with its seed, and made small.
class LawTrialsTest {
    private static final Story STORY =
            new Story(
                    47,
                    List.of("user 1", "user 2", "order 1 of user 1", "order 2 of user 2"),
                    List.of(List.of("drop a", "add b"), List.of("drop c", "drop d")),
                    List.of("write 1", "write 2", "write 3"));

    @Test
    void makesItAsSmallAsItCan() {
        assertThatThrownBy(() -> LawTrials.hold(STORY, new Planted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(STORY.toString())
                .hasMessageEndingWith(
                        """
                        -- made small:
                        seed 47
                        user 2
                        order 2 of user 2
                        -- migrations
                        drop c
                        -- written later
                        write 2
                        -- java.lang.AssertionError: order 2 is lost\
                        """)
                .hasCauseInstanceOf(AssertionError.class);
    }

    /// Loses an order when a column went and somebody wrote; there is no order without its user.
    private record Planted() implements Trial {
        @Override
        public void hold(Story story) throws SQLException {
            boolean order = story.rows().contains("order 2 of user 2");
            if (order && !story.rows().contains("user 2")) {
                throw new SQLException("no such user");
            }
            if (order
                    && story.migrations().stream().anyMatch(one -> one.contains("drop c"))
                    && story.writes().contains("write 2")) {
                throw new AssertionError("order 2 is lost");
            }
        }

        @Override
        public void close() {
            // It has no databases.
        }
    }
}
