package dev.backout.observe;

import java.util.List;

/// What becomes of data when a migration is applied and its inverse after it. The proof of an
/// inverse says nothing about this.
///
/// @param effect the verdict in one word; what is lost for certain goes before what is unknown
/// @param losses what does not come back; empty unless the effect is LOST
/// @param unknown what cannot be told without the live database's rows, a half sentence each
public record DataVerdict(DataEffect effect, List<Loss> losses, List<String> unknown) {
    /// Copies the lists.
    public DataVerdict {
        losses = List.copyOf(losses);
        unknown = List.copyOf(unknown);
    }

    /// Judges what was observed.
    public static DataVerdict of(Observation observation) {
        List<Loss> losses = new java.util.ArrayList<>(SchemaLosses.of(observation));
        losses.addAll(RowLosses.of(observation, losses));
        losses.sort(java.util.Comparator.comparing(Loss::object).thenComparing(Loss::kind));
        List<String> unknown = UnknownEffects.of(observation);
        return new DataVerdict(effect(losses, unknown), losses, unknown);
    }

    /// Whether something that was there is gone afterwards, or may be.
    public boolean mayDestroy() {
        return !unknown.isEmpty() || losses.stream().anyMatch(loss -> loss.kind().destroys());
    }

    private static DataEffect effect(List<Loss> losses, List<String> unknown) {
        if (!losses.isEmpty()) {
            return DataEffect.LOST;
        }
        return unknown.isEmpty() ? DataEffect.NONE : DataEffect.UNKNOWN;
    }
}
