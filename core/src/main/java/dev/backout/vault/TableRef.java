package dev.backout.vault;

import dev.backout.schema.Address;

/// A table, or a sequence, of the target database at one moment.
///
/// @param oid its identity, which outlives renames and moves
/// @param address its name at that moment
public record TableRef(long oid, Address address) {}
