package dev.backout.config;

import java.util.Map;

/// What an expression of a configuration script says, as far as it can be told without running it.
sealed interface ScriptValue {
    record Text(String text) implements ScriptValue {}

    record Variable(String name) implements ScriptValue {}

    record Fields(Map<String, ScriptValue> fields) implements ScriptValue {
        public Fields {
            fields = Map.copyOf(fields);
        }
    }

    /// `first ?? second`, `first || second`.
    record Either(ScriptValue first, ScriptValue second) implements ScriptValue {}

    /// Anything else, as it is written.
    record Unclear(String code) implements ScriptValue {}
}
