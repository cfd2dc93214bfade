package dev.backout.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as backout.yaml has it: `500ms`, `3s`, `2m`.
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m)");

    @Override
    public Duration convert(String value) {
        Matcher amount = AMOUNT.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || Long.parseLong(amount.group(1)) == 0) {
            throw new TypeConversionException(
                    "'%s' is not a time such as 500ms, 3s or 2m".formatted(value));
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
