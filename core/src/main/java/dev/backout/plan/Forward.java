package dev.backout.plan;

import java.util.List;

/// A migration's script, for applying it again when a run that undid it is given up.
///
/// @param sql the file as it is, but for secrets, which are masked; then there is a doubt as well
/// @param doubts why applying it again would not give back what there was; empty when it would, to
///   the last row
public record Forward(String sql, List<String> doubts) {
    /// Copies the list.
    public Forward {
        doubts = List.copyOf(doubts);
    }

    /// Whether applying it again gives back what there was.
    public boolean exact() {
        return doubts.isEmpty();
    }
}
