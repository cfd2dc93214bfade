package dev.backout.schema;

import java.util.SequencedMap;

/// An installed extension; its member objects are not objects of their own. Path: extension.
///
/// @param address where it is found
/// @param schema the schema it is installed into
/// @param version the installed version
/// @param standing owner, grants and comment
public record Extension(Address address, String schema, String version, Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("schema", schema)
                .put("version", version)
                .standing(standing)
                .map();
    }
}
