package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.schema.NotNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What is set on a column by ALTER and has no consequence for its values: storage, compression,
/// statistics target, attribute options, foreign options.
final class ColumnSettings {
    /// Types of variable length that are not stored EXTENDED by default (`typstorage`).
    private static final Set<String> MAIN = Set.of("numeric", "inet", "cidr");

    private ColumnSettings() {}

    /// What CREATE TABLE and ADD COLUMN cannot say in every version.
    static List<Statement> afterCreation(Column column, int major) {
        List<Statement> statements = new ArrayList<>();
        NotNull notNull = column.notNull();
        if (notNull != null && !notNull.validated()) {
            statements.add(NotNullDdl.add(column, notNull));
        }
        statements.addAll(storage(null, column, major));
        statements.addAll(statistics(null, column));
        statements.addAll(Parameters.change(prefix(column), List.of(), column.options()));
        return statements;
    }

    /// The difference in all settings.
    ///
    /// @param retyped whether the type was changed before, which takes storage and compression to
    ///   their defaults
    static List<Statement> change(Column from, Column to, boolean retyped, int major) {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(storage(retyped ? null : from.storage(), to, major));
        statements.addAll(compression(retyped ? null : from.compression(), to));
        statements.addAll(statistics(from.statistics(), to));
        statements.addAll(Parameters.change(prefix(to), from.options(), to.options()));
        String foreign = ForeignOptions.changes(from.foreignOptions(), to.foreignOptions());
        if (!foreign.isEmpty()) {
            statements.add(new Statement("ALTER FOREIGN TABLE " + onColumn(to) + foreign));
        }
        return statements;
    }

    private static List<Statement> storage(@Nullable String from, Column to, int major) {
        if (Objects.equals(from, to.storage())) {
            return List.of();
        }
        String storage = to.storage() == null ? usualStorage(to.type(), major) : to.storage();
        return List.of(ColumnDdl.onColumn(to, "SET STORAGE " + storage));
    }

    private static String usualStorage(String type, int major) {
        if (major >= 16) {
            return "DEFAULT";
        }
        return MAIN.contains(type.replaceAll("\\(.*\\)", "")) ? "MAIN" : "EXTENDED";
    }

    private static List<Statement> compression(@Nullable String from, Column to) {
        if (Objects.equals(from, to.compression())) {
            return List.of();
        }
        String method = to.compression() == null ? "DEFAULT" : to.compression();
        return List.of(ColumnDdl.onColumn(to, "SET COMPRESSION " + method));
    }

    private static List<Statement> statistics(@Nullable Integer from, Column to) {
        if (Objects.equals(from, to.statistics())) {
            return List.of();
        }
        int target = to.statistics() == null ? -1 : to.statistics();
        return List.of(ColumnDdl.onColumn(to, "SET STATISTICS " + target));
    }

    private static String prefix(Column column) {
        return "ALTER TABLE " + onColumn(column);
    }

    private static String onColumn(Column column) {
        return Designation.name(column.address().table())
                + " ALTER COLUMN "
                + Identifiers.quote(column.address().name());
    }
}
