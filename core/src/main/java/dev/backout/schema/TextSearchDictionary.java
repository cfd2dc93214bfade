package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// A text search dictionary. Path: schema, name.
///
/// @param address where it is found
/// @param template the template, quoted, with its schema
/// @param options the options as PostgreSQL keeps them, or null
/// @param standing owner, grants and comment
public record TextSearchDictionary(
        Address address, String template, @Nullable String options, Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("template", template)
                .put("options", options)
                .standing(standing)
                .map();
    }
}
