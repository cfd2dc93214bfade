package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// A row security policy. Path: schema, table, policy.
///
/// @param address where it is found
/// @param command ALL, SELECT, INSERT, UPDATE or DELETE
/// @param permissive whether it is permissive rather than restrictive
/// @param roles the roles, unquoted and sorted; an empty name is PUBLIC
/// @param using the USING expression, or null
/// @param check the WITH CHECK expression, or null
/// @param standing owner, grants and comment
public record Policy(
        Address address,
        String command,
        boolean permissive,
        List<String> roles,
        @Nullable String using,
        @Nullable String check,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Policy {
        roles = List.copyOf(roles);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("command", command)
                .put("permissive", permissive)
                .put("roles", roles)
                .put("using", using)
                .put("with check", check)
                .standing(standing)
                .map();
    }
}
