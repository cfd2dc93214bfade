package dev.backout.observe;

import java.util.List;

/// Whether something is safe, and if not, why.
///
/// @param safe whether nothing speaks against it
/// @param reasons what speaks against it, a half sentence each; empty exactly when it is safe
public record Judgement(boolean safe, List<String> reasons) {
    /// Copies the list.
    public Judgement {
        reasons = List.copyOf(reasons);
        if (safe != reasons.isEmpty()) {
            throw new IllegalArgumentException("safe without reasons, or not safe with some");
        }
    }

    /// Safe unless there are reasons against it; each is told once.
    public static Judgement against(List<String> reasons) {
        return new Judgement(reasons.isEmpty(), reasons.stream().distinct().toList());
    }
}
