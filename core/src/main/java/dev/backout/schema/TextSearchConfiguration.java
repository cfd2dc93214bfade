package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A text search configuration. Path: schema, name.
///
/// @param address where it is found
/// @param parser the parser, quoted, with its schema
/// @param mappings `token: dictionary, dictionary`, sorted by token
/// @param standing owner, grants and comment
public record TextSearchConfiguration(
        Address address, String parser, List<String> mappings, Standing standing)
        implements DbObject {
    /// Copies the lists.
    public TextSearchConfiguration {
        mappings = List.copyOf(mappings);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("parser", parser)
                .put("mappings", mappings)
                .standing(standing)
                .map();
    }
}
