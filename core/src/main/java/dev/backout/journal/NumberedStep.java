package dev.backout.journal;

/// A step and its place in a run.
///
/// @param number from 1
/// @param of how many there are
public record NumberedStep(int number, int of, Step step) {
    /// For messages: `step 2 of 4, back out 20260102_bad`.
    public String text() {
        return "step %d of %d, %s".formatted(number, of, step.title());
    }
}
