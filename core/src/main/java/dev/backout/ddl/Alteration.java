package dev.backout.ddl;

import java.util.List;

/// How an object is turned into another one at the same address.
public sealed interface Alteration {
    /// By statements that leave the object where it is.
    ///
    /// @param statements what to run, in order; empty when nothing differs
    /// @param displaces whether the server refuses while views, rules, policies, triggers,
    ///   generated columns or functions use the object, as it does for a change of a column's type
    record InPlace(List<Statement> statements, boolean displaces) implements Alteration {
        /// Copies the list.
        public InPlace {
            statements = List.copyOf(statements);
        }

        /// Statements that nothing else stands in the way of.
        public static InPlace of(List<Statement> statements) {
            return new InPlace(statements, false);
        }
    }

    /// By dropping and creating it, and with it whatever depends on it. Never for what holds data.
    record Recreate() implements Alteration {}

    /// By a new type of the same name, to which columns are converted; see [Ddl#rebuild]. For types
    /// only.
    record Rebuild() implements Alteration {}

    /// Not at all.
    ///
    /// @param reason why, as half a sentence: `the partition key cannot be changed`
    record Impossible(String reason) implements Alteration {}
}
