package dev.backout.schema;

import java.util.List;
import java.util.SequencedMap;

/// An operator family with the members that no class of it owns. Path: schema, name, access method.
///
/// @param address where it is found
/// @param members `OPERATOR 1 <(a, b)` and `FUNCTION 1 (a, b) f(a, b)`, sorted
/// @param standing owner, grants and comment
public record OperatorFamily(Address address, List<String> members, Standing standing)
        implements DbObject {
    /// Copies the lists.
    public OperatorFamily {
        members = List.copyOf(members);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes().put("members", members).standing(standing).map();
    }
}
