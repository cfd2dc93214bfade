package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Routine;
import dev.backout.schema.RoutineKind;

import java.sql.SQLException;

/// Reads functions, procedures, window functions and aggregates.
final class Routines {
    static final KindReader ROUTINES =
            KindReader.ofRoots("routine", Catalogs.PROC, Routines::routine);
    static final KindReader AGGREGATES =
            KindReader.ofRoots("aggregate", Catalogs.PROC, Routines::aggregate);

    private Routines() {}

    /// Two routines of one name differ in the types of their input arguments, whatever those are
    /// called.
    private static Address address(Row row) throws SQLException {
        return Address.of(
                ObjectKind.ROUTINE, row.text("schema"), row.text("name"), row.text("identity"));
    }

    private static Routine routine(Row row) throws SQLException {
        return new Routine(
                address(row),
                switch (row.text("kind")) {
                    case "p" -> RoutineKind.PROCEDURE;
                    case "w" -> RoutineKind.WINDOW;
                    default -> RoutineKind.FUNCTION;
                },
                row.text("definition"),
                row.textOrNull("result"),
                row.text("arguments"),
                row.standing());
    }

    private static Routine aggregate(Row row) throws SQLException {
        return new Routine(
                address(row),
                RoutineKind.AGGREGATE,
                AggregateText.of(row),
                row.textOrNull("result"),
                row.text("arguments"),
                row.standing());
    }
}
