package dev.backout.policy;

/// The `policy` block of `backout.yaml`.
///
/// @param destructiveNeedsRollback a destructive migration ships a rollback file that is proved
/// @param handwrittenIsRight a hand-written rollback file that is there is proved
/// @param nothingUnproved every migration has a proved way back
/// @param lossNeedsWaiver lost data is accepted in writing, by name
/// @param unknownNeedsWaiver so is data of which nobody can tell without rows
public record Rules(
        boolean destructiveNeedsRollback,
        boolean handwrittenIsRight,
        boolean nothingUnproved,
        boolean lossNeedsWaiver,
        boolean unknownNeedsWaiver) {
    /// What holds without a `policy` block.
    public static final Rules DEFAULT = new Rules(true, true, true, false, false);
}
