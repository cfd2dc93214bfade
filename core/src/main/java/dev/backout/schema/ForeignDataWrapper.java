package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// A foreign-data wrapper. Path: wrapper.
///
/// @param address where it is found
/// @param handler the handler function, or null
/// @param validator the validator function, or null
/// @param options options as `name=value`, sorted
/// @param standing owner, grants and comment
public record ForeignDataWrapper(
        Address address,
        @Nullable String handler,
        @Nullable String validator,
        List<String> options,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public ForeignDataWrapper {
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("handler", handler)
                .put("validator", validator)
                .put("options", options)
                .standing(standing)
                .map();
    }
}
