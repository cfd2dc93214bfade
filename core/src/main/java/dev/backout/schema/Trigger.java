package dev.backout.schema;

import java.util.SequencedMap;

/// A trigger that a person made. Path: schema, table, trigger.
///
/// @param address where it is found
/// @param definition as pg_get_triggerdef prints it
/// @param state when it fires
/// @param inherited whether it is a partition's copy of the partitioned table's trigger
/// @param standing owner, grants and comment
public record Trigger(
        Address address,
        String definition,
        TriggerState state,
        boolean inherited,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("definition", definition)
                .put("enabled", state)
                .put("inherited", inherited)
                .standing(standing)
                .map();
    }
}
