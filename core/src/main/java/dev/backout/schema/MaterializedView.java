package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// A materialized view; its indexes are [Index]es. Path: schema, view.
///
/// @param address where it is found
/// @param definition the query as pg_get_viewdef prints it, with its semicolon
/// @param options storage parameters as `name=value`, sorted
/// @param columns the columns in order
/// @param accessMethod the access method when it is not heap
/// @param tablespace the tablespace when it is not the default
/// @param populated whether it can be read
/// @param standing owner, grants and comment
public record MaterializedView(
        Address address,
        String definition,
        List<String> options,
        List<ViewColumn> columns,
        @Nullable String accessMethod,
        @Nullable String tablespace,
        boolean populated,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public MaterializedView {
        options = List.copyOf(options);
        columns = List.copyOf(columns);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("definition", definition)
                .put("storage parameters", options)
                .put("columns", columns)
                .put("access method", accessMethod)
                .put("tablespace", tablespace)
                .put("populated", populated)
                .standing(standing)
                .map();
    }
}
