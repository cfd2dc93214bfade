package dev.backout.observe;

import dev.backout.schema.Address;

import java.util.Set;

/// A statement that runs procedural code: a DO block, a CALL, a query that calls a function of the
/// user.
///
/// @param what `DO block`, `CALL` or `function public.f`, for people
/// @param line its line in the file, from 1
/// @param reads tables from before the migration whose rows it reads
/// @param writes tables from before the migration whose rows it writes
public record CodeUse(String what, int line, Set<Address> reads, Set<Address> writes) {
    /// Copies the sets.
    public CodeUse {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    /// Whether its effect depends on rows that a scratch database does not have.
    public boolean dependsOnRows() {
        return !reads.isEmpty() || !writes.isEmpty();
    }
}
