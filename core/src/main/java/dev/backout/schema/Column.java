package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// A column of a table or foreign table. Path: schema, table, column. Its physical position is the
/// sub-number of its [CatalogId] and no part of its equality.
///
/// @param address where it is found
/// @param type as format_type prints it
/// @param collation the collation when it is not the type's own
/// @param notNull the NOT NULL constraint, or null
/// @param defaultExpression the default or the generation expression, or null
/// @param generation whether the expression is a default or generates the value
/// @param identity the identity, or null
/// @param storage the storage mode when it is not the type's own
/// @param compression the compression method when one was set
/// @param statistics the statistics target when one was set
/// @param options attribute options as `name=value`, sorted
/// @param foreignOptions options of a foreign table's column as `name=value`, sorted
/// @param inherited whether it comes from a parent and has no definition of its own
/// @param standing owner, grants and comment
public record Column(
        Address address,
        String type,
        @Nullable String collation,
        @Nullable NotNull notNull,
        @Nullable String defaultExpression,
        Generation generation,
        @Nullable Identity identity,
        @Nullable String storage,
        @Nullable String compression,
        @Nullable Integer statistics,
        List<String> options,
        List<String> foreignOptions,
        boolean inherited,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Column {
        options = List.copyOf(options);
        foreignOptions = List.copyOf(foreignOptions);
    }

    /// The same column, open to NULL.
    public Column withoutNotNull() {
        return at(address, null);
    }

    /// The same column, open to NULL, in another place.
    public Column withoutNotNullAt(Address place) {
        return at(place, null);
    }

    /// The same column with another default.
    public Column withDefault(@Nullable String expression) {
        return with(address, notNull, expression);
    }

    /// The same column, whose identity may be overwritten: `BY DEFAULT`. Of an identity column
    /// only.
    public Column withOpenIdentity() {
        Identity its = Objects.requireNonNull(identity);
        return with(
                address,
                notNull,
                defaultExpression,
                new Identity(false, its.sequence(), its.options(), its.unlogged(), its.standing()));
    }

    private Column at(Address place, @Nullable NotNull required) {
        return with(place, required, defaultExpression);
    }

    private Column with(Address place, @Nullable NotNull required, @Nullable String expression) {
        return with(place, required, expression, identity);
    }

    private Column with(
            Address place,
            @Nullable NotNull required,
            @Nullable String expression,
            @Nullable Identity counted) {
        return new Column(
                place,
                type,
                collation,
                required,
                expression,
                generation,
                counted,
                storage,
                compression,
                statistics,
                options,
                foreignOptions,
                inherited,
                standing);
    }

    private Standing ofSequence() {
        return identity == null ? Standing.NONE : identity.standing();
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("type", type)
                .put("collation", collation)
                .put("not null", notNull)
                .put("default", defaultExpression)
                .put("generated", generation)
                .put("identity", identity)
                .put("storage", storage)
                .put("compression", compression)
                .put("statistics", statistics)
                .put("options", options)
                .put("foreign options", foreignOptions)
                .put("inherited", inherited)
                .put("grants of its sequence", ofSequence().grants())
                .put("comment on its sequence", ofSequence().comment())
                .standing(standing)
                .map();
    }
}
