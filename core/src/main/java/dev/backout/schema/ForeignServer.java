package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// A foreign server. Path: server.
///
/// @param address where it is found
/// @param wrapper the foreign-data wrapper
/// @param type the type, or null
/// @param version the version, or null
/// @param options options as `name=value`, sorted
/// @param standing owner, grants and comment
public record ForeignServer(
        Address address,
        String wrapper,
        @Nullable String type,
        @Nullable String version,
        List<String> options,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public ForeignServer {
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("wrapper", wrapper)
                .put("type", type)
                .put("version", version)
                .put("options", options)
                .standing(standing)
                .map();
    }
}
