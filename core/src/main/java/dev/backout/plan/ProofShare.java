package dev.backout.plan;

import java.util.List;

/// Has proofs serve more than one plan: where many are made of the same migrations, over other rows
/// each time.
@FunctionalInterface
interface ProofShare {
    /// Every plan is proved anew.
    ProofShare NONE = (search, setting) -> search;

    /// @param search proves anew
    /// @param setting what proofs depend on besides what is asked; equal where they are the same
    UndoSearch over(UndoSearch search, List<Object> setting);
}
