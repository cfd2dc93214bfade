package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// An operator class. Path: schema, name, access method.
///
/// @param address where it is found
/// @param type the data type
/// @param defaultClass whether it is the default for the type
/// @param family the family when it has another name than the class, quoted, with its schema
/// @param storage the storage type, or null
/// @param members its operators and functions, sorted
/// @param standing owner, grants and comment
public record OperatorClass(
        Address address,
        String type,
        boolean defaultClass,
        @Nullable String family,
        @Nullable String storage,
        List<String> members,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public OperatorClass {
        members = List.copyOf(members);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("type", type)
                .put("default", defaultClass)
                .put("family", family)
                .put("storage", storage)
                .put("members", members)
                .standing(standing)
                .map();
    }
}
