package dev.backout.gate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What must hold before a run goes on, as `backout.yaml` says it, with references in the place of
/// secrets. Immutable.
public sealed interface Gate {
    /// What it is about, in a few words; passing it by hand names it.
    String name();

    /// How often it is asked.
    Rhythm rhythm();

    /// Every instance behind every URL answers as it has to.
    ///
    /// @param urls with references; every address of a host's name is an instance
    /// @param headers sent with the request, with references
    /// @param status which it has to be
    /// @param contains what the body has to hold, or null
    /// @param values what the body, JSON, has to say: texts by JSON pointers (RFC 6901)
    /// @param within how long an answer may take
    record Http(
            String name,
            List<String> urls,
            Map<String, String> headers,
            int status,
            @Nullable String contains,
            Map<String, String> values,
            Duration within,
            Rhythm rhythm)
            implements Gate {
        /// How long an answer may take when nothing else is said.
        public static final Duration WITHIN = Duration.ofSeconds(5);

        /// Keeps the order of the maps.
        public Http {
            urls = List.copyOf(urls);
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// A query answers what it has to, in a read-only transaction.
    ///
    /// @param sql one statement that answers one value
    /// @param expect that value as text
    record Sql(String name, String sql, String expect, Rhythm rhythm) implements Gate {}

    /// Something that is written has the effect that it has to have, and is taken away again.
    ///
    /// @param action statements that write, in one transaction
    /// @param sql one statement that answers one value once the effect is there
    /// @param expect that value as text
    /// @param cleanup statements that take all of it away, whatever there is of it
    record Write(
            String name, String action, String sql, String expect, String cleanup, Rhythm rhythm)
            implements Gate {}

    /// A script ends with status 0.
    ///
    /// @param environment its variables, with references
    record Command(String name, String script, Map<String, String> environment, Rhythm rhythm)
            implements Gate {
        /// Keeps the order of the map.
        public Command {
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }
    }
}
