package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.SequencedMap;

/// A domain; its CHECK constraints are [DomainConstraint]s. Path: schema, domain.
///
/// @param address where it is found
/// @param baseType the underlying type as format_type prints it
/// @param collation the collation when it is not the base type's own
/// @param defaultExpression the default, or null
/// @param notNull whether NULL is refused
/// @param standing owner, grants and comment
public record DomainType(
        Address address,
        String baseType,
        @Nullable String collation,
        @Nullable String defaultExpression,
        boolean notNull,
        Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("base type", baseType)
                .put("collation", collation)
                .put("default", defaultExpression)
                .put("not null", notNull)
                .standing(standing)
                .map();
    }
}
