package dev.backout.backup;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Amounts as people read them.
public final class Sizes {
    private static final int SHOWN = 4;

    private Sizes() {}

    /// `8.2 kB`, `376.0 MB`, `1.5 GB`, in powers of 1024 as PostgreSQL has it.
    public static String bytes(long bytes) {
        if (bytes < 1L << 10) {
            return bytes + " bytes";
        }
        if (bytes < 1L << 20) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0);
        }
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1L << 20))
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    /// `1.4 s`, `12 min 5 s`, `3 h 20 min`, `2 d 4 h`.
    public static String time(Duration time) {
        if (time.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (time.toMinutes() < 60) {
            return two(time.toMinutes(), "min", time.toSecondsPart(), "s");
        }
        return time.toHours() < 48
                ? two(time.toHours(), "h", time.toMinutesPart(), "min")
                : two(time.toDays(), "d", time.toHoursPart(), "h");
    }

    /// The first few of a list: `a, b and 3 more`.
    public static String some(Stream<String> names) {
        List<String> all = names.toList();
        String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return all.size() <= SHOWN ? shown : "%s and %,d more".formatted(shown, all.size() - SHOWN);
    }

    private static String two(long first, String firstUnit, int second, String secondUnit) {
        return second == 0
                ? "%d %s".formatted(first, firstUnit)
                : "%d %s %d %s".formatted(first, firstUnit, second, secondUnit);
    }
}
