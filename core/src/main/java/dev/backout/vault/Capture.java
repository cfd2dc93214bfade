package dev.backout.vault;

/// What is kept of one act of destruction, as the vault has it.
///
/// @param id its number in the vault
/// @param origin the deployment or the run that destroyed it
/// @param number its place among those of the same origin, in the order of destruction, from 1
/// @param kept what is kept
/// @param state what became of it
public record Capture(long id, String origin, int number, Kept kept, State state) {
    /// The same with rows that were counted since.
    Capture with(long rows) {
        return kept instanceof Kept.MovedTable(var table, var columns, var place, long _)
                ? new Capture(
                        id, origin, number, new Kept.MovedTable(table, columns, place, rows), state)
                : this;
    }

    /// What became of it since.
    public enum State {
        /// It lies in the vault.
        KEPT,
        /// A run has put it back, merged with what was written since.
        RESTORED,
        /// It was given up, and its room given back.
        PRUNED
    }
}
