package dev.backout.rows;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A foreign key as far as rows have to observe it.
///
/// @param columns the referring columns, unquoted
/// @param table the table that is referred to
/// @param targets the columns there, as SQL, as many
record ForeignKey(List<String> columns, Address table, List<String> targets) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern TARGETS =
            Pattern.compile(
                    "\\) REFERENCES %1$s(?:\\.%1$s)?\\((%1$s(?:, (?:PERIOD )?%1$s)*)\\)"
                            .formatted(NAME));
    private static final Pattern COMMA = Pattern.compile(", (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    ForeignKey {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
    }

    /// What a constraint asks of rows, or null when it is no foreign key or is not understood.
    static @Nullable ForeignKey of(Constraint constraint) {
        Address table = constraint.references();
        Matcher targets = TARGETS.matcher(constraint.definition());
        if (constraint.type() != ConstraintType.FOREIGN_KEY || table == null || !targets.find()) {
            return null;
        }
        List<String> names = List.of(COMMA.split(targets.group(1)));
        return names.size() == constraint.columns().size()
                ? new ForeignKey(constraint.columns(), table, names)
                : null;
    }
}
