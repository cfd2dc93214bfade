package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// An operator. Path: schema, name, left type or NONE, right type.
///
/// @param address where it is found
/// @param function the function, quoted, with its schema
/// @param commutator `OPERATOR(schema.name)` or null
/// @param negator `OPERATOR(schema.name)` or null
/// @param restrict the restriction selectivity function, or null
/// @param join the join selectivity function, or null
/// @param hashes whether it supports hash joins
/// @param merges whether it supports merge joins
/// @param standing owner, grants and comment
public record Operator(
        Address address,
        String function,
        @Nullable String commutator,
        @Nullable String negator,
        @Nullable String restrict,
        @Nullable String join,
        boolean hashes,
        boolean merges,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("function", function)
                .put("commutator", commutator)
                .put("negator", negator)
                .put("restrict", restrict)
                .put("join", join)
                .put("hashes", hashes)
                .put("merges", merges)
                .standing(standing)
                .map();
    }
}
