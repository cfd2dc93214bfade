package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A publication for logical replication. Path: publication.
///
/// @param address where it is found
/// @param allTables whether it is FOR ALL TABLES
/// @param tables the tables, sorted by name
/// @param schemas the schemas whose tables are published, sorted
/// @param options `publish`, `publish_via_partition_root`, `publish_generated_columns` as
///   `name=value`
/// @param standing owner, grants and comment
public record Publication(
        Address address,
        boolean allTables,
        List<PublishedTable> tables,
        List<String> schemas,
        List<String> options,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Publication {
        tables = List.copyOf(tables);
        schemas = List.copyOf(schemas);
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("all tables", allTables)
                .put("tables", tables)
                .put("schemas", schemas)
                .put("options", options)
                .standing(standing)
                .map();
    }
}
