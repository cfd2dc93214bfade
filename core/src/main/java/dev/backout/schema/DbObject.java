package dev.backout.schema;

import java.util.SequencedMap;

/// An object of a database, as `pg_dump --schema-only` would tell it. Immutable; equal when name,
/// definition, owner, grants and comment are equal, whatever its OID and physical position.
public sealed interface DbObject
        permits Cast,
                Collation,
                Column,
                CompositeType,
                Constraint,
                DefaultPrivileges,
                DomainConstraint,
                DomainType,
                EnumType,
                EventTrigger,
                Extension,
                ForeignDataWrapper,
                ForeignServer,
                Index,
                MaterializedView,
                Operator,
                OperatorClass,
                OperatorFamily,
                Policy,
                Publication,
                RangeType,
                Routine,
                Rule,
                Schema,
                Sequence,
                Statistics,
                Table,
                TextSearchConfiguration,
                TextSearchDictionary,
                Trigger,
                UserMapping,
                View {

    /// Where it is found, by names.
    Address address();

    /// Owner, grants and comment.
    Standing standing();

    /// Everything that equality looks at besides the address, as short texts under names that
    /// people know (`type`, `not null`), in a fixed order. A null or empty value is left out.
    SequencedMap<String, String> attributes();

    /// The kind of the object.
    default ObjectKind kind() {
        return address().kind();
    }
}
