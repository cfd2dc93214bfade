package dev.backout.ddl.postgres;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.schema.NotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// NOT NULL, which is a constraint with a name from PostgreSQL 18 on.
final class NotNullDdl {
    private NotNullDdl() {}

    /// The difference in NOT NULL.
    static List<Statement> change(Column from, Column to, DdlOptions options) {
        NotNull old = from.notNull();
        NotNull wanted = to.notNull();
        if (wanted == null) {
            return old == null ? List.of() : List.of(drop(to));
        }
        if (old == null) {
            return addition(to, wanted, options);
        }
        return alteration(to, old, wanted);
    }

    /// `ADD CONSTRAINT name NOT NULL column [NO INHERIT] [NOT VALID]`, from PostgreSQL 18 on.
    static Statement add(Column column, NotNull notNull) {
        return ColumnDdl.onTable(
                column,
                "ADD CONSTRAINT %s NOT NULL %s%s%s"
                        .formatted(
                                Identifiers.quote(name(column, notNull)),
                                Identifiers.quote(column.address().name()),
                                notNull.noInherit() ? " NO INHERIT" : "",
                                notNull.validated() ? "" : " NOT VALID"));
    }

    /// The constraint's name, also where the server chose it.
    static String name(Column column, NotNull notNull) {
        String name = notNull.name();
        return name != null
                ? name
                : ChosenNames.notNull(column.address().table().name(), column.address().name());
    }

    private static Statement drop(Column column) {
        return ColumnDdl.onColumn(column, "DROP NOT NULL");
    }

    private static List<Statement> addition(Column column, NotNull wanted, DdlOptions options) {
        boolean big = wanted.validated() && options.bigTables().contains(column.address().table());
        if (options.major() >= 18) {
            return big ? notValidFirst(column, wanted) : List.of(plainOrNamed(column, wanted));
        }
        return big ? throughCheck(column) : List.of(set(column));
    }

    private static Statement plainOrNamed(Column column, NotNull wanted) {
        boolean plain = wanted.name() == null && wanted.validated() && !wanted.noInherit();
        return plain ? set(column) : add(column, wanted);
    }

    private static Statement set(Column column) {
        return ColumnDdl.onColumn(column, "SET NOT NULL");
    }

    private static List<Statement> notValidFirst(Column column, NotNull wanted) {
        NotNull unchecked = new NotNull(wanted.name(), false, wanted.noInherit(), null);
        return List.of(add(column, unchecked), validate(column, name(column, wanted)));
    }

    /// SET NOT NULL does not scan when a valid CHECK proves it (manual, ALTER TABLE).
    private static List<Statement> throughCheck(Column column) {
        String quoted = Identifiers.quote(column.address().name());
        String name = ChosenNames.notNull(column.address().table().name(), column.address().name());
        String constraint = Identifiers.quote(name);
        return List.of(
                ColumnDdl.onTable(
                        column,
                        "ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID"
                                .formatted(constraint, quoted)),
                validate(column, name),
                set(column),
                ColumnDdl.onTable(column, "DROP CONSTRAINT " + constraint));
    }

    private static List<Statement> alteration(Column column, NotNull old, NotNull wanted) {
        if (old.validated() && !wanted.validated()) {
            return List.of(drop(column), add(column, wanted));
        }
        List<Statement> statements = new ArrayList<>();
        String name = name(column, wanted);
        if (!Objects.equals(old.name(), wanted.name())) {
            statements.add(
                    ColumnDdl.onTable(
                            column,
                            "RENAME CONSTRAINT %s TO %s"
                                    .formatted(
                                            Identifiers.quote(name(column, old)),
                                            Identifiers.quote(name))));
        }
        if (!old.validated() && wanted.validated()) {
            statements.add(validate(column, name));
        }
        if (old.noInherit() != wanted.noInherit()) {
            String inherit = wanted.noInherit() ? " NO INHERIT" : " INHERIT";
            String action = "ALTER CONSTRAINT " + Identifiers.quote(name) + inherit;
            statements.add(ColumnDdl.onTable(column, action));
        }
        return statements;
    }

    private static Statement validate(Column column, String name) {
        return ColumnDdl.onTable(column, "VALIDATE CONSTRAINT " + Identifiers.quote(name));
    }
}
