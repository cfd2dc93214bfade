package dev.backout.schema;

import java.util.SequencedMap;

/// A schema (namespace). Path: schema.
///
/// @param address where it is found
/// @param standing owner, grants and comment
public record Schema(Address address, Standing standing) implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().standing(standing).map();
    }
}
