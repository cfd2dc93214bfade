package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A constraint of a table. Path: schema, table, constraint.
///
/// @param address where it is found
/// @param type the kind of constraint
/// @param definition as pg_get_constraintdef prints it, without NOT VALID
/// @param columns the constrained columns, unquoted, in order; empty for a table-wide check
/// @param references the referenced table of a foreign key, else null
/// @param validated whether existing rows were checked
/// @param enforced whether it is enforced (always, before PostgreSQL 18)
/// @param inherited whether it comes from a parent or the partitioned table and has no definition
///   of its own
/// @param indexOptions storage parameters of the index behind it, sorted
/// @param tablespace the tablespace of the index behind it, when not the default
/// @param standing owner, grants and comment
public record Constraint(
        Address address,
        ConstraintType type,
        String definition,
        List<String> columns,
        @Nullable Address references,
        boolean validated,
        boolean enforced,
        boolean inherited,
        List<String> indexOptions,
        @Nullable String tablespace,
        Standing standing)
        implements DbObject {
    private static final Pattern REFERENCED =
            Pattern.compile(
                    "REFERENCES (?:\"(?:[^\"]|\"\")*\"|[^(\"])*"
                            + "\\(((?:\"(?:[^\"]|\"\")*\"|[^)\"])*)\\)");

    /// Copies the lists.
    public Constraint {
        columns = List.copyOf(columns);
        indexOptions = List.copyOf(indexOptions);
    }

    /// The columns that a foreign key refers to, unquoted, in the order of [#columns]; none for
    /// another kind.
    public List<String> referencedColumns() {
        Matcher matcher = REFERENCED.matcher(definition);
        return type == ConstraintType.FOREIGN_KEY && matcher.find()
                ? NameList.split(matcher.group(1)).stream().map(NameList::unquoted).toList()
                : List.of();
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("type", type)
                .put("definition", definition)
                .put("columns", columns)
                .put("references", references)
                .put("validated", validated)
                .put("enforced", enforced)
                .put("inherited", inherited)
                .put("index storage parameters", indexOptions)
                .put("tablespace", tablespace)
                .standing(standing)
                .map();
    }
}
