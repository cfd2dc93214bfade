package dev.backout.vault;

import java.time.Duration;
import java.util.Locale;

/// How far a long copy is.
///
/// @param subject what is copied
/// @param rows how many are done, of this and of earlier processes
/// @param total about how many there are
/// @param perSecond how many a second, of this process
public record WarmProgress(String subject, long rows, long total, double perSecond) {
    /// How long it will still take; zero when that is not known.
    public Duration left() {
        return perSecond < 1 || rows >= total
                ? Duration.ZERO
                : Duration.ofSeconds(Math.round((total - rows) / perSecond));
    }

    /// In one line.
    public String text() {
        String done =
                String.format(
                        Locale.ROOT,
                        "%s: %,d of about %,d rows (%d %%)",
                        subject,
                        rows,
                        Math.max(rows, total),
                        total <= rows ? 100 : 100 * rows / total);
        return perSecond < 1
                ? done
                : String.format(
                        Locale.ROOT, "%s, %,.0f rows/s, %s left", done, perSecond, text(left()));
    }

    private static String text(Duration time) {
        return time.toMinutes() < 2
                ? time.toSeconds() + " s"
                : time.toHours() < 2
                        ? time.toMinutes() + " min"
                        : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
}
