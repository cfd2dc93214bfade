package dev.backout.cli;

import dev.backout.config.Retention;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

/// A time as long as something is kept: `36h`, `14d`, `8w`.
final class RetentionConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        Duration time = Retention.parse(value);
        if (time == null) {
            throw new TypeConversionException(
                    "'%s' is not a time such as 36h, 14d or 8w".formatted(value));
        }
        return time;
    }
}
