package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/// The list of copies that are made before the migrations that need them. It writes in the caller's
/// transaction. Immutable.
///
/// @param vault where the copies lie
public record Warmings(Vault vault) {
    /// All of them, the oldest first; none when the records are older than such copies.
    public List<Warming> all(Connection connection) throws SQLException {
        return vault.records().current(connection) ? select(connection, "order by id") : List.of();
    }

    /// The copy of a column, or null when there is none.
    @Nullable Warming of(Connection connection, long table, int column) throws SQLException {
        List<Warming> found =
                select(connection, "where table_oid = ? and column_number = ?", table, column);
        return found.isEmpty() ? null : found.getFirst();
    }

    void put(Connection connection, Warming one) throws SQLException {
        Sql.update(
                connection,
                """
                insert into %s.warming (id, migration, schema_name, table_name, table_oid,
                    column_name, column_number, column_type, key, shape, fingerprint, place, phase,
                    operator)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """
                        .formatted(vault.records().sql()),
                one.id(),
                one.migration(),
                one.table().address().first(),
                one.table().address().name(),
                one.table().oid(),
                one.column().name(),
                one.column().number(),
                one.column().type(),
                one.key(),
                one.shape(),
                one.fingerprint(),
                one.place(),
                one.phase().word(),
                one.operator());
    }

    /// Writes down how far it is.
    void advance(Connection connection, Warming one) throws SQLException {
        Sql.update(
                connection,
                "update %s.warming set phase = ?, position = ?, rows = ? where id = ?"
                        .formatted(vault.records().sql()),
                one.phase().word(),
                one.position(),
                one.rows(),
                one.id());
    }

    void remove(Connection connection, Warming one) throws SQLException {
        Sql.update(
                connection,
                "delete from %s.warming where id = ?".formatted(vault.records().sql()),
                one.id());
    }

    private List<Warming> select(Connection connection, String rest, Object... arguments)
            throws SQLException {
        return Sql.list(
                connection,
                "select * from %s.warming %s".formatted(vault.records().sql(), rest),
                Warmings::warming,
                arguments);
    }

    private static Warming warming(ResultSet row) throws SQLException {
        return new Warming(
                row.getLong("id"),
                row.getString("migration"),
                new TableRef(
                        row.getLong("table_oid"),
                        Address.of(
                                ObjectKind.TABLE,
                                row.getString("schema_name"),
                                row.getString("table_name"))),
                new ColumnRef(
                        row.getInt("column_number"),
                        row.getString("column_name"),
                        row.getString("column_type")),
                Sql.texts(row, "key"),
                row.getString("shape"),
                Sql.texts(row, "fingerprint"),
                row.getString("place"),
                Warming.Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                Sql.texts(row, "position"),
                row.getLong("rows"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getString("operator"));
    }
}
