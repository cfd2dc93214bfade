package dev.backout.vault.merge;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

/// What is done, before the way back begins, about rows that the shape it leads to cannot hold.
/// Names are those of that moment.
///
/// Rows are given as a query for their `tableoid` and `ctid`.
public sealed interface Fitting {
    /// The live table.
    Address table();

    /// A value makes room for another one.
    ///
    /// @param column its name, unquoted
    /// @param rows which rows
    /// @param expression what stands there instead, as SQL over the row
    /// @param reason why the value is set aside, or null when it is only converted
    record Value(
            Address table, String column, String rows, String expression, @Nullable String reason)
            implements Fitting {}

    /// Rows are taken out of the table, with those that refer to them.
    ///
    /// @param rows which rows
    /// @param reason why they are set aside
    record Rows(Address table, String rows, String reason) implements Fitting {}
}
