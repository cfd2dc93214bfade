package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A free-standing composite type. Path: schema, type.
///
/// @param address where it is found
/// @param fields the attributes in order
/// @param standing owner, grants and comment
public record CompositeType(Address address, List<CompositeField> fields, Standing standing)
        implements DbObject {
    /// Copies the lists.
    public CompositeType {
        fields = List.copyOf(fields);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().put("fields", fields).standing(standing).map();
    }
}
