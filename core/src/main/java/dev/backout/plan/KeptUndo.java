package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.SchemaDiff;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.migration.HistoryRow;
import dev.backout.observe.Observation;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.StatementSplitter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The way back for migrations whose scripts are not at hand: inverses that were proved when they
/// were, and that the database keeps.
final class KeptUndo {
    private KeptUndo() {}

    /// The kept inverse of one migration.
    ///
    /// @throws BackoutException `unproved` when none is kept
    static List<Statement> statements(AppliedMigration migration, KeptInverses kept) {
        KeptInverses.Kept found = find(migration, kept);
        if (found == null) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "migration %s is applied and not in the directory, and its inverse is not kept in the database"
                            .formatted(migration.name()),
                    "read the migrations of the commit that has it: backout plan --git-ref REF");
        }
        return StatementSplitter.split(found.sql()).stream()
                .filter(part -> part.form() == SqlStatement.Form.STATEMENT)
                .map(part -> new Statement(withoutSemicolon(part.sql())))
                .toList();
    }

    private static KeptInverses.@Nullable Kept find(AppliedMigration migration, KeptInverses kept) {
        for (HistoryRow row : migration.rows().reversed()) {
            String checksum = row.checksum();
            KeptInverses.Kept found =
                    checksum == null ? null : kept.find(migration.name(), checksum);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String withoutSemicolon(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    }

    /// Tries the statements on a reproduction of the live schema. Where they lead cannot be held
    /// against the history; that they lead there is what the plan then insists on.
    static Undo tryOut(
            ScratchServer server,
            ScratchOptions options,
            Ddl ddl,
            LiveSchema live,
            List<Statement> statements) {
        try (Replica replica = new Replica(server, options)) {
            Snapshot empty = replica.catalog();
            if (!(new InverseBuilder(ddl, replica)
                            .imitate(Surroundings.aligned(live.snapshot(), empty), empty)
                    instanceof Inverse.Reversible)) {
                return new Undo.NotProved(
                        List.of("the live schema could not be reproduced on a scratch database"));
            }
            Snapshot start = replica.catalog();
            Observation way = replica.rehearse(statements);
            Snapshot end = replica.catalog();
            return new Undo.Found(
                    statements,
                    SchemaDiff.byIdentity(end, start),
                    List.of(),
                    new Rehearsal(start, end, way),
                    List.of(),
                    List.of(
                            "the inverse is the one that the database keeps; it was proved when"
                                    + " the migration was at hand, and tried on today's schema"));
        } catch (InverseFailure failure) {
            return new Undo.NotProved(
                    List.of(
                            "the kept inverse does not run on today's schema: "
                                    + failure.getMessage()));
        }
    }
}
