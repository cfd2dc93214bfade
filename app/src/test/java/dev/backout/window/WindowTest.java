package dev.backout.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

class WindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /// 2026-11-23 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T20:00:00Z, 2026-11-23T21:00:00Z, 2026-11-24T01:00:00Z",
        "2026-11-23T21:00:00Z, 2026-11-23T21:00:00Z, 2026-11-24T01:00:00Z",
        "2026-11-24T00:59:59Z, 2026-11-23T21:00:00Z, 2026-11-24T01:00:00Z",
        "2026-11-24T01:00:00Z, 2026-11-30T21:00:00Z, 2026-12-01T01:00:00Z",
        "2026-11-22T22:00:00Z, 2026-11-23T21:00:00Z, 2026-11-24T01:00:00Z"
    })
    void isTheOneThatIsOpenOrTheNext(Instant now, Instant from, Instant until) {
        Window night =
                new Window(
                        LocalTime.of(22, 0), LocalTime.of(2, 0), Set.of(DayOfWeek.MONDAY), BERLIN);
        assertThat(night.at(now)).isEqualTo(new Span(from, until));
    }

    @Test
    void keepsToTheClockOnTheWallWhenThatIsPutForward() {
        Window day =
                new Window(
                        LocalTime.of(9, 0),
                        LocalTime.of(10, 0),
                        EnumSet.allOf(DayOfWeek.class),
                        BERLIN);
        assertThat(day.at(Instant.parse("2026-03-28T09:30:00Z")).from())
                .isEqualTo("2026-03-29T07:00:00Z");
    }

    @Test
    void aSpanHoldsItsBeginningAndNotItsEnd() {
        Instant now = Instant.parse("2026-11-23T21:00:00Z");
        Span span = new Span(now, now.plusSeconds(1));
        assertThat(span.ahead(now.minusMillis(1))).isTrue();
        assertThat(span.ahead(now) || span.over(now)).isFalse();
        assertThat(span.over(now.plusSeconds(1))).isTrue();
        assertThat(Span.ALWAYS.ahead(now) || Span.ALWAYS.over(now)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 2026-11-23T21:00:00Z, 2026-11-22T21:00:00Z",
        "19:30, 2026-11-24T18:30:00Z, 2026-11-23T18:30:00Z",
        "20m, 2026-11-23T20:20:00Z, 2026-11-23T19:40:00Z",
        "2026-11-25T01:00, 2026-11-25T00:00:00Z, 2026-11-25T00:00:00Z",
        "2026-11-25 01:00, 2026-11-25T00:00:00Z, 2026-11-25T00:00:00Z",
        "2026-11-25T01:00Z, 2026-11-25T01:00:00Z, 2026-11-25T01:00:00Z"
    })
    void readsMomentsAsPeopleTypeThem(String text, Instant next, Instant last) {
        Instant now = Instant.parse("2026-11-23T20:00:00Z");
        assertThat(new Moments(now, BERLIN, false).parse(text)).isEqualTo(next);
        assertThat(new Moments(now, BERLIN, true).parse(text)).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"noon", "25:00", "20 parsecs", "''"})
    void doesNotGuess(String text) {
        assertThat(new Moments(Instant.now(), ZoneOffset.UTC, true).parse(text)).isNull();
    }
}
