package dev.backout.inverse;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;

import java.util.List;
import java.util.Set;

/// One thing to do in a stage of an inverse.
sealed interface Operation {
    /// Drops an object and all of its parts.
    record Drop(Entry entry, Statement statement) implements Operation {}

    /// Creates an object together with some of its parts.
    record Create(Entry entry, List<Entry> parts, List<Statement> statements)
            implements Operation {}

    /// Turns an object into its earlier form.
    record Alter(Entry from, Entry to, List<Statement> statements) implements Operation {}

    /// Says what can only be said when everything stands: ownership of sequences, standing.
    record Finish(Entry entry, List<Statement> statements) implements Operation {}

    /// What the operation is about.
    default Address address() {
        return switch (this) {
            case Drop drop -> drop.entry().address();
            case Create create -> create.entry().address();
            case Alter alter -> alter.to().address();
            case Finish finish -> finish.entry().address();
        };
    }

    /// The statements in order.
    default List<Statement> toStatements() {
        return switch (this) {
            case Drop drop -> List.of(drop.statement());
            case Create create -> create.statements();
            case Alter alter -> alter.statements();
            case Finish finish -> finish.statements();
        };
    }

    /// The identities of the dropped or altered form, in the current catalog.
    default Set<CatalogId> leaves() {
        return switch (this) {
            case Drop drop -> Set.of(drop.entry().id());
            case Alter alter -> Set.of(alter.from().id());
            case Create create -> Set.of();
            case Finish finish -> Set.of();
        };
    }
}
