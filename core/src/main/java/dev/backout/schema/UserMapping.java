package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A user mapping. Path: server, user; an empty user is PUBLIC. Its options can hold passwords:
/// they are never printed.
///
/// @param address where it is found
/// @param options options as `name=value`, sorted
/// @param standing owner, grants and comment
public record UserMapping(Address address, List<String> options, Standing standing)
        implements DbObject {
    /// Copies the lists.
    public UserMapping {
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().secret("options", options).standing(standing).map();
    }
}
