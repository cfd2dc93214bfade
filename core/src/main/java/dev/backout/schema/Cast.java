package dev.backout.schema;

import java.util.SequencedMap;

/// A cast. Path: source type, target type.
///
/// @param address where it is found
/// @param method `WITHOUT FUNCTION`, `WITH INOUT` or `WITH FUNCTION f(t)`
/// @param context `EXPLICIT`, `ASSIGNMENT` or `IMPLICIT`
/// @param standing owner, grants and comment
public record Cast(Address address, String method, String context, Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("method", method)
                .put("context", context)
                .standing(standing)
                .map();
    }
}
