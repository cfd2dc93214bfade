package dev.backout.watch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A number to keep an eye on. Immutable.
///
/// @param name what it is, in a few words
/// @param source where it comes from
/// @param bounds within which it has to be
public record Metric(String name, Source source, Bounds bounds) {
    /// Where numbers come from.
    public sealed interface Source {
        /// A query that answers one number.
        ///
        /// @param url of the server, with references
        /// @param headers with references
        record Query(String url, Map<String, String> headers, String query) implements Source {
            /// Keeps the order of the map.
            public Query {
                headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            }
        }

        /// A script whose last line is a number.
        ///
        /// @param environment its variables, with references
        record Command(String script, Map<String, String> environment) implements Source {
            /// Keeps the order of the map.
            public Command {
                environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            }
        }
    }
}
