package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// A function, procedure or aggregate. Path: schema, name, identity arguments.
///
/// @param address where it is found
/// @param routineKind function, procedure, aggregate or window function
/// @param definition the whole CREATE statement, without a semicolon: pg_get_functiondef, or ours
///   for an aggregate
/// @param result the result type as pg_get_function_result prints it, null for a procedure
/// @param arguments all arguments with names, modes and defaults, as pg_get_function_arguments
///   prints them
/// @param standing owner, grants and comment
public record Routine(
        Address address,
        RoutineKind routineKind,
        String definition,
        @Nullable String result,
        String arguments,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("routine kind", routineKind)
                .put("definition", definition)
                .put("result", result)
                .put("arguments", arguments)
                .standing(standing)
                .map();
    }
}
