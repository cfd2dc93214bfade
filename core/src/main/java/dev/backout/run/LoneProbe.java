package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.plan.LoneStatement;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// Looks in the catalog whether a statement outside of any transaction reached its goal.
final class LoneProbe {
    private LoneProbe() {}

    /// What is found of an index.
    enum IndexState {
        ABSENT,
        INVALID,
        VALID
    }

    /// Whether the goal is reached.
    static boolean reached(Connection connection, LoneStatement lone) throws SQLException {
        return switch (lone.goal()) {
            case INDEX_VALID -> index(connection, object(lone)) == IndexState.VALID;
            case INDEX_GONE -> index(connection, object(lone)) == IndexState.ABSENT;
            case CONSTRAINT_PRESENT -> constraint(connection, object(lone)) != null;
            case CONSTRAINT_VALID -> Boolean.TRUE.equals(constraint(connection, object(lone)));
            case CONSTRAINT_GONE -> constraint(connection, object(lone)) == null;
            case COLUMN_NOT_NULL -> column(connection, object(lone), "attnotnull");
            case COLUMN_WITHOUT_DEFAULT -> column(connection, object(lone), "not atthasdef");
            case LABEL_PRESENT -> label(connection, object(lone), lone.label());
            case REPEATABLE -> false;
        };
    }

    /// @param index schema, table and index
    static IndexState index(Connection connection, Address index) throws SQLException {
        Boolean valid =
                Sql.first(
                        connection,
                        """
                        select i.indisvalid and i.indisready
                        from pg_catalog.pg_index i
                        join pg_catalog.pg_class c on c.oid = i.indexrelid
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = ? and c.relname = ?\
                        """,
                        row -> row.getBoolean(1),
                        index.first(),
                        index.name());
        if (valid == null) {
            return IndexState.ABSENT;
        }
        return valid ? IndexState.VALID : IndexState.INVALID;
    }

    /// Whether it is validated; null when it is not there.
    private static @Nullable Boolean constraint(Connection connection, Address constraint)
            throws SQLException {
        List<String> path = constraint.path();
        return Sql.first(
                connection,
                """
                select o.convalidated from pg_catalog.pg_constraint o
                join pg_catalog.pg_class c on c.oid = o.conrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname = ? and o.conname = ?\
                """,
                row -> row.getBoolean(1),
                path.get(0),
                path.get(1),
                path.get(2));
    }

    private static boolean column(Connection connection, Address column, String fact)
            throws SQLException {
        List<String> path = column.path();
        return Sql.ask(
                connection,
                """
                select %s from pg_catalog.pg_attribute a
                join pg_catalog.pg_class c on c.oid = a.attrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname = ? and a.attname = ?\
                """
                        .formatted(fact),
                path.get(0),
                path.get(1),
                path.get(2));
    }

    private static boolean label(Connection connection, Address type, String label)
            throws SQLException {
        return Sql.ask(
                connection,
                """
                select exists (select 1 from pg_catalog.pg_enum e
                    join pg_catalog.pg_type t on t.oid = e.enumtypid
                    join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                    where n.nspname = ? and t.typname = ? and e.enumlabel = ?)\
                """,
                type.first(),
                type.name(),
                label);
    }

    private static Address object(LoneStatement lone) {
        @Nullable Address object = lone.object();
        return Objects.requireNonNull(object, "a goal is about something");
    }
}
