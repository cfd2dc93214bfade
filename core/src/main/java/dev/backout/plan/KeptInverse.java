package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryRow;
import dev.backout.sql.StatementSplitter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The inverse that the database keeps of one applied migration.
///
/// @param migration the migration's name
/// @param statements what undoes it
/// @param kept as it was found
record KeptInverse(String migration, List<Statement> statements, KeptInverses.Kept kept) {
    KeptInverse {
        statements = List.copyOf(statements);
    }

    /// The kept inverse of one migration.
    ///
    /// @throws BackoutException `unproved` when none is kept
    static KeptInverse of(AppliedMigration migration, KeptInverses inverses) {
        KeptInverses.Kept found = find(migration, inverses);
        if (found == null) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "migration %s is applied and not in the directory, and its inverse is not kept in the database"
                            .formatted(migration.name()),
                    "read the migrations of the commit that has it: backout plan --git-ref REF");
        }
        return new KeptInverse(
                migration.name(),
                StatementSplitter.statements(found.sql()).stream()
                        .map(part -> new Statement(withoutSemicolon(part.sql())))
                        .toList(),
                found);
    }

    private static KeptInverses.@Nullable Kept find(
            AppliedMigration migration, KeptInverses inverses) {
        for (HistoryRow row : migration.rows().reversed()) {
            String checksum = row.checksum();
            KeptInverses.Kept found =
                    checksum == null ? null : inverses.find(migration.name(), checksum);
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
}
