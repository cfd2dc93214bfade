package dev.backout.watch;

/// What one look at a metric gave.
public sealed interface Sample {
    /// A number.
    record Value(double number) implements Sample {}

    /// There was no data where some has to be.
    record Missing() implements Sample {}

    /// It could not be asked.
    ///
    /// @param why as half a sentence; no secrets
    record Trouble(String why) implements Sample {}

    /// As the journal keeps it.
    default String text() {
        return switch (this) {
            case Value(double number) -> Double.toString(number);
            case Missing() -> "missing";
            case Trouble(String why) -> "error: " + why;
        };
    }

    /// What the journal kept.
    static Sample of(String text) {
        if (text.startsWith("error: ")) {
            return new Trouble(text.substring("error: ".length()));
        }
        try {
            return new Value(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return new Missing();
        }
    }
}
