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
        return switch (kept) {
            case Kept.MovedTable(var table, var columns, var place, long _) ->
                    with(new Kept.MovedTable(table, columns, place, rows));
            case Kept.HiddenColumn(var table, var column, var key, var place, long _) ->
                    with(new Kept.HiddenColumn(table, column, key, place, rows));
            case Kept.CopiedTable _,
                    Kept.DroppedColumn _,
                    Kept.RetypedColumn _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    this;
        };
    }

    private Capture with(Kept other) {
        return new Capture(id, origin, number, other, state);
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
