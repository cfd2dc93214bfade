package dev.backout.schema;

import java.util.List;

/// Where a foreign table's rows are.
///
/// @param server the foreign server, unquoted
/// @param options options as `name=value`, sorted
public record ForeignSource(String server, List<String> options) {
    /// Copies the options.
    public ForeignSource {
        options = List.copyOf(options);
    }

    @Override
    public String toString() {
        return server + " " + options;
    }
}
