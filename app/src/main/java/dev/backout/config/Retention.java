package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long something is kept, as people write it.
public final class Retention {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,5})\\s*([hdw])");
    private static final int DAYS_OF_WEEK = 7;

    private Retention() {}

    /// `36h`, `14d`, `8w`; null when it is none.
    public static @Nullable Duration parse(String text) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            return null;
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "w" -> Duration.ofDays(number * DAYS_OF_WEEK);
            default -> Duration.ofDays(number);
        };
    }
}
