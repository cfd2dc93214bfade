package dev.backout.window;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Moments as people type them: `22:00`, `2026-11-22T22:00`, `2026-11-22T22:00Z`, `20m`.
///
/// @param now from where it is counted
/// @param zone of times that name none
/// @param past whether a moment that was is meant: the last 22:00, 20 minutes ago; else the next
///   one, in 20 minutes
public record Moments(Instant now, ZoneId zone, boolean past) {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,5})\\s*(s|m|min|h)");

    /// The moment, or null when it cannot be understood.
    public @Nullable Instant parse(String text) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            Duration time = duration(Long.parseLong(amount.group(1)), amount.group(2));
            return past ? now.minus(time) : now.plus(time);
        }
        String typed = text.strip().replace(' ', 'T');
        Instant moment = tried(() -> OffsetDateTime.parse(typed).toInstant());
        if (moment == null) {
            moment = tried(() -> LocalDateTime.parse(typed).atZone(zone).toInstant());
        }
        return moment == null ? tried(() -> ofDay(LocalTime.parse(typed))) : moment;
    }

    private Instant ofDay(LocalTime time) {
        ZonedDateTime today = now.atZone(zone).with(time);
        if (past) {
            return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
        }
        return (today.toInstant().isBefore(now) ? today.plusDays(1) : today).toInstant();
    }

    private static @Nullable Instant tried(Supplier<Instant> reading) {
        try {
            return reading.get();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
