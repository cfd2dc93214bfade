package dev.backout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which numbers a plot shows.
class ScaleTest {
    @Test
    void itBeginsAtZeroWhereThatIsNotFarAndTicksAreRound() {
        assertThat(Scale.of(plot(null, 1.0, 9.0)).low()).isZero();
        assertThat(Scale.of(plot(null, 1.0, 9.0)).ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(Scale.of(plot(null, 1000.0, 1085.0)).low()).isBetween(990.0, 1000.0);
        assertThat(Scale.of(plot(null, -3.0, 3.0)).ticks()).contains(0.0);
    }

    @Test
    void aLimitIsShownUnlessItWouldMakeTheLineFlat() {
        assertThat(Scale.of(plot(20.0, 1.0, 9.0)).holds(20)).isTrue();
        assertThat(Scale.of(plot(100_000.0, 1.0, 9.0)).holds(100_000)).isFalse();
        assertThat(Scale.of(plot(5.0, null, null)).holds(5)).isTrue();
    }

    @Test
    void oneNumberAndNoneAreNoTrouble() {
        assertThat(Scale.of(plot(null, 7.0)).part(7)).isBetween(0.0, 1.0);
        assertThat(Scale.of(plot(null, 0.0, 0.0)).ticks()).contains(0.0);
        assertThat(Scale.of(plot(null, (Double) null)).high()).isGreaterThan(0);
        assertThat(
                        Scale.of(plot(null, 1.0, Double.POSITIVE_INFINITY))
                                .part(Double.POSITIVE_INFINITY))
                .isEqualTo(1.0);
    }

    private static Plot plot(@Nullable Double level, @Nullable Double... values) {
        List<Plot.Point> points = new ArrayList<>();
        for (Double value : values) {
            points.add(new Plot.Point(Instant.ofEpochSecond(points.size()), value, false));
        }
        return new Plot(
                "n",
                points,
                level == null ? List.of() : List.of(new Plot.Level("limit", level)),
                List.of());
    }
}
