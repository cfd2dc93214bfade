package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Keeps proved inverses in the target database, for the day when the migrations directory is not
/// at hand. Immutable.
///
/// @param records where they are kept
public record InverseStore(RecordSchema records) {
    /// Keeps an inverse, in the place of an older one for the same script. One transaction.
    ///
    /// @param connection in autocommit mode; its role may create the schema when it is missing
    public void put(Connection connection, StoredInverse inverse) {
        try {
            Transactions.run(
                    connection,
                    () -> {
                        records.ensure(connection);
                        write(connection, inverse);
                        return 0;
                    });
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "storing the inverse of %s failed".formatted(inverse.migration()),
                    e);
        }
    }

    /// The same in the caller's transaction, where the schema is there.
    public void write(Connection connection, StoredInverse inverse) throws SQLException {
        Sql.update(
                connection,
                """
                insert into %s.inverse (migration, checksum, sql, engine, proved_at, proved_on,
                    schema_hash, data, losses)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (migration, checksum) do update set sql = excluded.sql,
                    engine = excluded.engine, proved_at = excluded.proved_at,
                    proved_on = excluded.proved_on, schema_hash = excluded.schema_hash,
                    data = excluded.data, losses = excluded.losses,
                    stored_at = excluded.stored_at\
                """
                        .formatted(records.sql()),
                inverse.migration(),
                inverse.checksum(),
                inverse.sql(),
                inverse.engine(),
                inverse.provedAt(),
                inverse.provedOn(),
                inverse.schemaHash(),
                inverse.data(),
                inverse.losses());
    }

    /// The inverse of a script, or null when none is kept.
    public @Nullable StoredInverse find(Connection connection, String migration, String checksum) {
        return all(connection).stream()
                .filter(inverse -> inverse.migration().equals(migration))
                .filter(inverse -> inverse.checksum().equals(checksum))
                .findFirst()
                .orElse(null);
    }

    /// All inverses that are kept, by name; none when the database holds no records.
    public List<StoredInverse> all(Connection connection) {
        if (records.state(connection) == RecordSchema.State.ABSENT) {
            return List.of();
        }
        String sql =
                """
                select migration, checksum, sql, engine, proved_at, proved_on, schema_hash, data,
                    losses
                from %s.inverse order by migration, checksum\
                """
                        .formatted(records.sql());
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<StoredInverse> inverses = new ArrayList<>();
            while (found.next()) {
                inverses.add(inverse(found));
            }
            return inverses;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the stored inverses failed", e);
        }
    }

    private static StoredInverse inverse(ResultSet found) throws SQLException {
        return new StoredInverse(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getObject(5, OffsetDateTime.class).toInstant(),
                found.getString(6),
                found.getString(7),
                found.getString(8),
                List.of((String[]) found.getArray(9).getArray()));
    }
}
