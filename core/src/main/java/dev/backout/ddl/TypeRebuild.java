package dev.backout.ddl;

import dev.backout.schema.CatalogId;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How a type gives way to a new one of its name while the columns that have it keep their values.
public sealed interface TypeRebuild {
    /// It can be done, in five steps: `release`, drop what is `displaced`, `move`, create what was
    /// displaced, `settle`. The new type has its creator's standing afterwards; that of the old one
    /// is for the caller to give.
    ///
    /// @param release what loosens the defaults that name the type, or that call something which is
    ///   displaced
    /// @param displaced everything else that uses the type and that the server would not let pass:
    ///   views, routines, policies, triggers, generated columns, expressions of indexes and
    ///   constraints, foreign keys over the moved columns, the constraints of a domain; in an order
    ///   that the same schema always gives
    /// @param move renames the old type, creates the new one, converts the columns (one statement
    ///   per table) and drops the old one
    /// @param settle sets the defaults again, those of the target where it has the column
    record Steps(
            List<Statement> release,
            Set<CatalogId> displaced,
            List<Statement> move,
            List<Statement> settle)
            implements TypeRebuild {
        /// Copies the collections.
        public Steps {
            release = List.copyOf(release);
            displaced = Collections.unmodifiableSet(new LinkedHashSet<>(displaced));
            move = List.copyOf(move);
            settle = List.copyOf(settle);
        }
    }

    /// It cannot be done.
    ///
    /// @param reason why, as half a sentence: `public.t is partitioned by its column c`
    record Impossible(String reason) implements TypeRebuild {}
}
