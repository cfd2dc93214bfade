package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// A sequence that is not an identity column's. Path: schema, sequence.
///
/// @param address where it is found
/// @param options type, start, increment and limits
/// @param ownedBy the owning column, or null
/// @param unlogged whether it is unlogged (PostgreSQL 15 and later)
/// @param standing owner, grants and comment
public record Sequence(
        Address address,
        SequenceOptions options,
        @Nullable Address ownedBy,
        boolean unlogged,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("options", options)
                .put("owned by", ownedBy)
                .put("unlogged", unlogged)
                .standing(standing)
                .map();
    }
}
