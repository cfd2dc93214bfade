package dev.backout.proof;

import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.observe.Observation;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was found out about one migration.
///
/// @param name the migration
/// @param broken why it does not run, or null when it does
/// @param changes what it did to the schema
/// @param verdict whether that can be undone
/// @param inverse the statements that undo it; empty when nothing is to be undone or none are
///   proved
/// @param down what became of a hand-written one
/// @param observation what else it does; null when it does not run
/// @param rows what was found on tables with rows
public record MigrationProof(
        String name,
        @Nullable Broken broken,
        List<Change> changes,
        Verdict verdict,
        List<Statement> inverse,
        DownVerdict down,
        @Nullable Observation observation,
        RowFindings rows) {
    /// Copies the lists.
    public MigrationProof {
        changes = List.copyOf(changes);
        inverse = List.copyOf(inverse);
    }

    /// With another word on a hand-written one.
    public MigrationProof with(DownVerdict other) {
        return new MigrationProof(
                name, broken, changes, verdict, inverse, other, observation, rows);
    }
}
