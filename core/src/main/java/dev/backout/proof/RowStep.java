package dev.backout.proof;

import dev.backout.sql.ServerFailure;

/// What became of one text that was run over made-up rows.
sealed interface RowStep {
    /// It ran.
    record Done() implements RowStep {}

    /// The rows make it fail.
    record Fails(ServerFailure failure) implements RowStep {}

    /// It failed for something that has nothing to do with rows.
    record Untried() implements RowStep {}
}
