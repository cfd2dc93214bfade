package dev.backout.testkit.client;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a server made of a statement.
sealed interface CallResult {
    /// It was done.
    ///
    /// @param types the types of the columns of the answer; empty when there is none
    /// @param rows the answer, as texts
    record Done(List<String> types, List<List<@Nullable String>> rows) implements CallResult {
        public Done {
            types = List.copyOf(types);
            rows = List.copyOf(rows);
        }
    }

    /// It was refused.
    record Refused(String sqlState, String message) implements CallResult {}
}
