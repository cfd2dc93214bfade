package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// Extended statistics. Path: schema, statistics.
///
/// @param address where it is found
/// @param table the table
/// @param definition as pg_get_statisticsobjdef prints it
/// @param target the statistics target when one was set
/// @param standing owner, grants and comment
public record Statistics(
        Address address,
        Address table,
        String definition,
        @Nullable Integer target,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("table", table)
                .put("definition", definition)
                .put("target", target)
                .standing(standing)
                .map();
    }
}
