package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// A collation. Path: schema, collation.
///
/// @param address where it is found
/// @param provider `libc`, `icu` or `builtin`
/// @param deterministic whether it is deterministic
/// @param options locale, lc_collate, lc_ctype and rules as `name=value`
/// @param standing owner, grants and comment
public record Collation(
        Address address,
        String provider,
        boolean deterministic,
        List<String> options,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Collation {
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("provider", provider)
                .put("deterministic", deterministic)
                .put("options", options)
                .standing(standing)
                .map();
    }
}
