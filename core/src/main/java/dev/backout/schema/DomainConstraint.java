package dev.backout.schema;

import java.util.SequencedMap;

/// A CHECK (or, from PostgreSQL 18, a named NOT NULL) constraint of a domain. Path: schema, domain,
/// constraint.
///
/// @param address where it is found
/// @param definition as pg_get_constraintdef prints it, without NOT VALID
/// @param validated whether existing values were checked
/// @param standing owner, grants and comment
public record DomainConstraint(
        Address address, String definition, boolean validated, Standing standing)
        implements DbObject {
    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("definition", definition)
                .put("validated", validated)
                .standing(standing)
                .map();
    }
}
