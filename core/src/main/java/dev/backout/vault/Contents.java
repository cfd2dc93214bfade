package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;

/// Whether a capture holds anything that somebody could miss. Immutable.
///
/// @param vault where it lies
public record Contents(Vault vault) {
    /// A column of NULLs is worth nothing; rows always are. What was given up is missed as well,
    /// when it had rows.
    public boolean any(Connection connection, Capture capture) throws SQLException {
        String place = new Places(vault).source(connection, capture.kept());
        return place != null
                ? Sql.ask(
                        connection,
                        "select exists (select 1 from %s where %s)"
                                .formatted(place, condition(capture.kept())))
                : capture.kept().rows() != 0;
    }

    private static String condition(Kept kept) {
        return switch (kept) {
            case Kept.DroppedColumn dropped ->
                    Identifiers.quote(
                                    dropped.key().isEmpty() ? dropped.column().name() : Kept.VALUE)
                            + " is not null";
            case Kept.MovedTable _,
                    Kept.CopiedTable _,
                    Kept.HiddenColumn _,
                    Kept.RetypedColumn _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    "true";
        };
    }
}
