package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// An event trigger. Path: event trigger.
///
/// @param address where it is found
/// @param event ddl_command_start and so on
/// @param tags the tags it is restricted to, sorted; empty means all
/// @param function the function, quoted, with its schema
/// @param state when it fires
/// @param standing owner, grants and comment
public record EventTrigger(
        Address address,
        String event,
        List<String> tags,
        String function,
        TriggerState state,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public EventTrigger {
        tags = List.copyOf(tags);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("event", event)
                .put("tags", tags)
                .put("function", function)
                .put("enabled", state)
                .standing(standing)
                .map();
    }
}
