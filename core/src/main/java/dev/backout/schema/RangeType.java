package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// A range type. Path: schema, type.
///
/// @param address where it is found
/// @param subtype the element type
/// @param operatorClass the subtype's operator class, when it is not the default one
/// @param collation the collation, when it is not the subtype's own
/// @param canonicalFunction the canonical function, or null
/// @param differenceFunction the subtype difference function, or null
/// @param multirange the name of the multirange type, with its schema
/// @param standing owner, grants and comment
public record RangeType(
        Address address,
        String subtype,
        @Nullable String operatorClass,
        @Nullable String collation,
        @Nullable String canonicalFunction,
        @Nullable String differenceFunction,
        String multirange,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("subtype", subtype)
                .put("operator class", operatorClass)
                .put("collation", collation)
                .put("canonical", canonicalFunction)
                .put("subtype diff", differenceFunction)
                .put("multirange", multirange)
                .standing(standing)
                .map();
    }
}
