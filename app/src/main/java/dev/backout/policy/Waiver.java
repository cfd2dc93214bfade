package dev.backout.policy;

import java.util.List;

/// A `waiver.yaml` beside a migration: somebody accepts what cannot be undone.
///
/// @param who the person who answers for it
/// @param why the reason, in their words
/// @param losses what may be lost: tables (`public.users`) and columns (`public.users.email`)
/// @param unproved whether the migration may go without a proved way back
public record Waiver(String who, String why, List<String> losses, boolean unproved) {
    public Waiver {
        losses = List.copyOf(losses);
    }

    /// Whether a loss is accepted; a table's name covers its columns.
    public boolean covers(String loss) {
        return losses.stream().anyMatch(name -> loss.equals(name) || loss.startsWith(name + "."));
    }
}
