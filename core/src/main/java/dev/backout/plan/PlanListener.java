package dev.backout.plan;

import dev.backout.proof.MigrationProof;

/// Told of what happens while a plan is made.
@FunctionalInterface
public interface PlanListener {
    /// What is being done, in a few words.
    void doing(String what);

    /// One migration was proved on the history that it was applied to. Not every plan comes to
    /// that: one inverse for several migrations proves none of them alone.
    ///
    /// @param major the major version of the server that it was proved on
    default void proved(MigrationProof proof, int major) {}
}
