package dev.backout.plan;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What becomes of single values, by columns. Immutable.
///
/// @param mapped of each column once
record Maps(List<Mapped> mapped) {
    /// Nothing is mapped.
    static final Maps NONE = new Maps(List.of());

    Maps {
        mapped = List.copyOf(mapped);
    }

    /// What becomes of values of a column, or null when nobody said.
    ///
    /// @param now as it is called now
    /// @param then as it will be called
    @Nullable Mapped of(Address now, Address then) {
        return mapped.stream()
                .filter(one -> one.names(now) || one.names(then))
                .findFirst()
                .orElse(null);
    }
}
