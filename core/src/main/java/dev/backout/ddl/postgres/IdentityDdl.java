package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identity;
import dev.backout.schema.SequenceOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Identity columns, once the column exists.
final class IdentityDdl {
    private IdentityDdl() {}

    /// What the definition of a column cannot say: whether its sequence is logged.
    ///
    /// @param unlogged whether the table is unlogged, which its sequence is too from PostgreSQL 15
    static List<Statement> afterCreation(Column column, boolean unlogged, int major) {
        Identity identity = column.identity();
        return identity == null || column.inherited() || major < 15
                ? List.of()
                : logging(unlogged, identity);
    }

    /// Adds an identity to a column that is NOT NULL and has no default.
    static Statement add(Column column, Identity identity) {
        return ColumnDdl.onColumn(column, "ADD " + ColumnText.identity(column, identity));
    }

    /// The difference between two identities of one column.
    static List<Statement> change(Column column, Identity from, Identity to) {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(
                NewAddress.of(
                        "SEQUENCE", Renaming.moved(from.sequence(), to.sequence()), to.sequence()));
        List<String> actions = new ArrayList<>();
        if (from.always() != to.always()) {
            actions.add("SET GENERATED " + (to.always() ? "ALWAYS" : "BY DEFAULT"));
        }
        actions.addAll(counting(from.options(), to.options()));
        if (!actions.isEmpty()) {
            statements.add(ColumnDdl.onColumn(column, String.join(" ", actions)));
        }
        statements.addAll(logging(from.unlogged(), to));
        return statements;
    }

    /// The sequence's type follows the column's.
    private static List<String> counting(SequenceOptions from, SequenceOptions to) {
        return Counting.changed(Counting.retyped(from, to.dataType()), to).stream()
                .map(word -> "SET " + word)
                .collect(Collectors.toList());
    }

    private static List<Statement> logging(boolean unlogged, Identity to) {
        return unlogged == to.unlogged()
                ? List.of()
                : List.of(
                        Statement.of(
                                "ALTER SEQUENCE %s SET %s",
                                Designation.name(to.sequence()),
                                to.unlogged() ? "UNLOGGED" : "LOGGED"));
    }
}
