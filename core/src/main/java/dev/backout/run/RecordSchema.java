package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The schema in the target database that holds our records. A comment on it tells that it is ours:
/// a schema of the same name that somebody else made is never touched. Immutable.
///
/// @param name the schema's name, unquoted
public record RecordSchema(String name) {
    /// The name when nobody says otherwise.
    public static final String USUAL = "backout";

    /// The trigger on the migration tool's history table.
    static final String TRIGGER = "backout_bar";

    private static final String MARK = "Backout's records, format ";
    private static final int FORMAT = 1;

    /// The kinds of what we make; whatever else begins with that name is somebody else's.
    private static final Set<ObjectKind> OURS =
            EnumSet.of(ObjectKind.SCHEMA, ObjectKind.TABLE, ObjectKind.ROUTINE);

    /// How a database stands to our records.
    public enum State {
        /// There is no such schema.
        ABSENT,
        /// It is there and of the format that we know.
        PRESENT
    }

    /// Looks whether the schema is there and ours.
    ///
    /// @throws BackoutException `configuration-invalid` when it is somebody else's, or of a newer
    ///   Backout
    public State state(Connection connection) {
        String sql =
                """
                select coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '')
                from pg_catalog.pg_namespace where nspname = ?\
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return State.ABSENT;
                }
                check(found.getString(1));
                return State.PRESENT;
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking for schema " + name + " failed", e);
        }
    }

    /// Makes the schema and its tables when they are missing, in the caller's transaction. Two
    /// callers at once: one of them fails, and its transaction with it.
    public void ensure(Connection connection) throws SQLException {
        if (state(connection) == State.ABSENT) {
            execute(
                    connection,
                    resource("records.sql").formatted(sql(), Identifiers.literal(MARK + FORMAT)));
        }
    }

    /// The snapshot without what is ours: this schema, and the trigger on the history table.
    ///
    /// @param snapshot any snapshot of a live database
    public Snapshot hiddenFrom(Snapshot snapshot) {
        Set<CatalogId> triggers =
                snapshot.entries().stream()
                        .filter(entry -> isBar(entry.address()))
                        .map(Entry::id)
                        .collect(Collectors.toSet());
        Snapshot without = snapshot.without(this::isOurs);
        return triggers.isEmpty() ? without : without.withoutObjects(triggers);
    }

    private boolean isOurs(Unit unit) {
        Address address = unit.entries().getFirst().address();
        return OURS.contains(address.kind()) && address.first().equals(name);
    }

    private static boolean isBar(Address address) {
        return address.kind() == ObjectKind.TRIGGER && address.name().equals(TRIGGER);
    }

    /// The name as SQL.
    String sql() {
        return Identifiers.quote(name);
    }

    /// A text of this package's resources.
    static String resource(String file) {
        try (InputStream in = RecordSchema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void check(String comment) {
        if (!comment.startsWith(MARK)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is a schema %s that Backout did not make".formatted(name),
                    "nothing was executed; name another one for Backout's records: recordSchema in"
                            + " backout.yaml");
        }
        if (!comment.equals(MARK + FORMAT)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "schema %s was made by a newer Backout: \"%s\"; this one knows format %d"
                            .formatted(name, comment, FORMAT),
                    "nothing was executed; use the newer Backout");
        }
    }
}
