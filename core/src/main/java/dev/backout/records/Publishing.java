package dev.backout.records;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Publications of all tables: they send our records and the vault as well, and a subscriber stops
/// for good at the first row of a table that it does not have. PostgreSQL cannot leave a schema out
/// of them.
public final class Publishing {
    private Publishing() {}

    /// Refuses to write where that would be sent, unless somebody has accepted it.
    ///
    /// @param accepted whether somebody has
    /// @throws BackoutException `configuration-invalid`
    public static void insist(Connection connection, RecordSchema records, boolean accepted) {
        if (accepted) {
            return;
        }
        List<String> names = all(connection);
        if (!names.isEmpty()) {
            String name = Identifiers.quote(names.getFirst());
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "publication %s sends all tables, those of schema %s included: a subscriber"
                                    .formatted(name, records.name())
                            + " stops at the first row of a table that it does not have",
                    "nothing was executed; publish the schemas that are meant: CREATE PUBLICATION"
                            + " NAME FOR TABLES IN SCHEMA ... (from PostgreSQL 15 on), have the"
                            + " subscribers take it instead of %s, and drop that".formatted(name),
                    "when all subscribers pass over tables that they do not know: publications:"
                            + " accepted in backout.yaml");
        }
    }

    private static List<String> all(Connection connection) {
        try {
            return Sql.list(
                    connection,
                    "select pubname from pg_catalog.pg_publication where puballtables order by 1",
                    row -> row.getString(1));
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking for publications failed", e);
        }
    }
}
