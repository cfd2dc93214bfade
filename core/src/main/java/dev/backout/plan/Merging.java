package dev.backout.plan;

/// How what comes back and what is live become one, where the laws leave a choice.
///
/// @param preferKept whether a value that was destroyed wins over one that was written anew since:
///   the later one is set aside then
public record Merging(boolean preferKept) {
    /// Later writes win.
    public static final Merging USUAL = new Merging(false);
}
