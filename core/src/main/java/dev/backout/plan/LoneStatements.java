package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.diff.Change;
import dev.backout.observe.StatementObservation;
import dev.backout.schema.Index;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What of a file cannot share a transaction, as statements of their own with a goal that the
/// catalog can be asked for. Immutable.
///
/// @param ddl the statements of the database product
record LoneStatements(Ddl ddl) {
    private static final Set<String> REPEATABLE = Set.of("REINDEX", "VACUUM", "REFRESH");

    /// Whether the server refuses it in a transaction, by its words.
    static boolean alone(SqlStatement statement) {
        List<String> words = statement.firstKeywords(6);
        return words.contains("CONCURRENTLY") || words.getFirst().equals("VACUUM");
    }

    /// The statement with its goal; null when nothing would tell whether it happened.
    ///
    /// @param observed what it did on a scratch database
    @Nullable LoneStatement of(StatementObservation observed) {
        SqlStatement statement = observed.statement();
        if (REPEATABLE.contains(statement.firstKeywords(1).getFirst())) {
            return new LoneStatement(statement.sql(), LoneStatement.Goal.REPEATABLE, null, "", "");
        }
        if (observed.changes().size() != 1) {
            return null;
        }
        return switch (observed.changes().getFirst()) {
            case Change.Created(var entry) ->
                    entry.object() instanceof Index index
                            ? new LoneStatement(
                                    statement.sql(),
                                    LoneStatement.Goal.INDEX_VALID,
                                    index.address(),
                                    "",
                                    Asides.concurrent(ddl.of(index).drop(index).sql()))
                            : null;
            case Change.Dropped(var entry) ->
                    entry.object() instanceof Index index
                            ? new LoneStatement(
                                    statement.sql(),
                                    LoneStatement.Goal.INDEX_GONE,
                                    index.address(),
                                    "",
                                    Asides.concurrent(
                                            ddl.of(index)
                                                    .create(index, List.of())
                                                    .getFirst()
                                                    .sql()))
                            : null;
            case Change.Altered _ -> null;
        };
    }
}
