package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// An index that no constraint owns. Path: schema, index.
///
/// @param address where it is found
/// @param table the table or materialized view
/// @param definition as pg_get_indexdef prints it
/// @param unique whether it is unique
/// @param valid false for what a failed CREATE INDEX CONCURRENTLY leaves, and for a partitioned
///   index with missing parts
/// @param partitionOf the partitioned index it is attached to, or null
/// @param tablespace the tablespace when it is not the default
/// @param statistics statistics targets of its expressions as `column number=target`
/// @param standing owner, grants and comment
public record Index(
        Address address,
        Address table,
        String definition,
        boolean unique,
        boolean valid,
        @Nullable Address partitionOf,
        @Nullable String tablespace,
        List<String> statistics,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Index {
        statistics = List.copyOf(statistics);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("table", table)
                .put("definition", definition)
                .put("unique", unique)
                .put("valid", valid)
                .put("attached to", partitionOf)
                .put("tablespace", tablespace)
                .put("statistics", statistics)
                .standing(standing)
                .map();
    }
}
