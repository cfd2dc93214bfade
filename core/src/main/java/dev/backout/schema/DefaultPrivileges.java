package dev.backout.schema;

import java.util.SequencedMap;

/// Default privileges, which the grants of its standing spell out. Path: role, schema or an empty
/// text, object kind (tables, sequences, functions, types, schemas).
///
/// @param address where it is found
/// @param standing owner, grants and comment
public record DefaultPrivileges(Address address, Standing standing) implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().standing(standing).map();
    }
}
