package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A view. Path: schema, view.
///
/// @param address where it is found
/// @param definition the query as pg_get_viewdef prints it, with its semicolon
/// @param options options as `name=value`, sorted
/// @param columns the columns in order
/// @param standing owner, grants and comment
public record View(
        Address address,
        String definition,
        List<String> options,
        List<ViewColumn> columns,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public View {
        options = List.copyOf(options);
        columns = List.copyOf(columns);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("definition", definition)
                .put("options", options)
                .put("columns", columns)
                .standing(standing)
                .map();
    }
}
