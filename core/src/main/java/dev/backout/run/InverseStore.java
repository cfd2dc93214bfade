package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Keeps proved inverses in the target database, for the day when the migrations directory is not
/// at hand. Immutable.
///
/// @param records where they are kept
public record InverseStore(RecordSchema records) {
    /// Keeps an inverse, in the place of an older one for the same script. One transaction.
    ///
    /// @param connection in autocommit mode; its role may create the schema when it is missing
    public void put(Connection connection, StoredInverse inverse) {
        String sql =
                """
                insert into %s.inverse (migration, checksum, sql, engine, proved_at, schema_hash)
                values (?, ?, ?, ?, ?, ?)
                on conflict (migration, checksum) do update set sql = excluded.sql,
                    engine = excluded.engine, proved_at = excluded.proved_at,
                    schema_hash = excluded.schema_hash, stored_at = excluded.stored_at\
                """
                        .formatted(records.sql());
        try {
            Transactions.run(
                    connection,
                    () -> {
                        records.ensure(connection);
                        try (var statement = connection.prepareStatement(sql)) {
                            statement.setString(1, inverse.migration());
                            statement.setString(2, inverse.checksum());
                            statement.setString(3, inverse.sql());
                            statement.setString(4, inverse.engine());
                            statement.setObject(5, inverse.provedAt().atOffset(ZoneOffset.UTC));
                            statement.setString(6, inverse.schemaHash());
                            return statement.executeUpdate();
                        }
                    });
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "storing the inverse of %s failed".formatted(inverse.migration()),
                    e);
        }
    }

    /// The inverse of a script, or null when none is kept.
    public @Nullable StoredInverse find(Connection connection, String migration, String checksum) {
        if (records.state(connection) == RecordSchema.State.ABSENT) {
            return null;
        }
        String sql =
                """
                select sql, engine, proved_at, schema_hash from %s.inverse
                where migration = ? and checksum = ?\
                """
                        .formatted(records.sql());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, migration);
            statement.setString(2, checksum);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? inverse(found, migration, checksum) : null;
            }
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "reading the stored inverse of %s failed".formatted(migration),
                    e);
        }
    }

    private static StoredInverse inverse(ResultSet found, String migration, String checksum)
            throws SQLException {
        return new StoredInverse(
                migration,
                checksum,
                found.getString(1),
                found.getString(2),
                found.getObject(3, OffsetDateTime.class).toInstant(),
                found.getString(4));
    }
}
