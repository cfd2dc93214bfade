package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// An enum type. Path: schema, type.
///
/// @param address where it is found
/// @param labels the labels in sort order
/// @param standing owner, grants and comment
public record EnumType(Address address, List<EnumLabel> labels, Standing standing)
        implements DbObject {
    /// Copies the lists.
    public EnumType {
        labels = List.copyOf(labels);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().put("labels", labels).standing(standing).map();
    }
}
