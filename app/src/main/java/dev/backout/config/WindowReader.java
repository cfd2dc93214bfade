package dev.backout.config;

import dev.backout.window.Window;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads `window` of an environment: when runs may begin there.
final class WindowReader {
    private WindowReader() {}

    /// The window, or null when none is set.
    static @Nullable Window read(YamlBlock block) {
        block.only("from", "until", "days", "zone");
        if (block.keys().isEmpty()) {
            return null;
        }
        LocalTime from = time(block, "from");
        LocalTime until = time(block, "until");
        if (from.equals(until)) {
            throw block.wrong("until", "is another time than from");
        }
        return new Window(from, until, days(block), zone(block));
    }

    private static LocalTime time(YamlBlock block, String key) {
        String text = block.required(key);
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw block.wrong(key, "is a time such as 22:00, not " + text);
        }
    }

    private static ZoneId zone(YamlBlock block) {
        String text = block.required("zone");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw block.wrong("zone", "is a time zone such as Europe/Berlin or UTC, not " + text);
        }
    }

    private static Set<DayOfWeek> days(YamlBlock block) {
        if (!block.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : block.textOrTexts("days")) {
            List<DayOfWeek> named =
                    Arrays.stream(DayOfWeek.values())
                            .filter(day -> day.name().startsWith(text.toUpperCase(Locale.ROOT)))
                            .toList();
            if (text.length() < 2 || named.size() != 1) {
                throw block.wrong("days", "are days such as mon or tuesday, not " + text);
            }
            days.add(named.getFirst());
        }
        if (days.isEmpty()) {
            throw block.wrong("days", "names no day: every day when left out");
        }
        return days;
    }
}
