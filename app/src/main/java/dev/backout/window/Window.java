package dev.backout.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// A time of the day, on some days of the week, in a time zone. One that ends before it begins goes
/// past midnight, and belongs to the day on which it begins. Immutable.
///
/// @param from when it begins
/// @param until when it ends, not included
/// @param days on which it begins
/// @param zone where these times hold
public record Window(LocalTime from, LocalTime until, Set<DayOfWeek> days, ZoneId zone) {
    private static final int WEEK = 7;

    /// Copies the set.
    public Window {
        days = Set.copyOf(days);
        if (days.isEmpty() || from.equals(until)) {
            throw new IllegalArgumentException("a window that is never open, or always");
        }
    }

    /// The one that is open at a moment, else the next one.
    public Span at(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        for (int day = -1; day <= WEEK; day++) {
            LocalDate date = today.plusDays(day);
            Span span = on(date);
            if (days.contains(date.getDayOfWeek()) && !span.over(moment)) {
                return span;
            }
        }
        throw new IllegalStateException("a week has seven days");
    }

    private Span on(LocalDate date) {
        LocalDate end = until.isAfter(from) ? date : date.plusDays(1);
        return new Span(
                ZonedDateTime.of(date, from, zone).toInstant(),
                ZonedDateTime.of(end, until, zone).toInstant());
    }
}
