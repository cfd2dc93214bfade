package dev.backout.schema;

import java.util.SequencedMap;

/// A rewrite rule other than a view's own. Path: schema, table, rule.
///
/// @param address where it is found
/// @param definition as pg_get_ruledef prints it, with its semicolon
/// @param state when it applies
/// @param standing owner, grants and comment
public record Rule(Address address, String definition, TriggerState state, Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("definition", definition)
                .put("enabled", state)
                .standing(standing)
                .map();
    }
}
