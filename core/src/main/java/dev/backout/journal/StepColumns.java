package dev.backout.journal;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.LoneStatement;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.merge.Fill;

import java.util.ArrayList;
import java.util.List;

/// A step as the columns of its row, and back.
///
/// @param kind which of the seven
/// @param title as it is
/// @param statements the SQL, where there is some
/// @param details what else the kind needs
record StepColumns(String kind, String title, List<String> statements, List<String> details) {
    private static final String OUTSIDE = "outside";
    private static final String TRANSACTION = "transaction";
    private static final String COPYING = "copying";
    private static final String FILLING = "filling";
    private static final String ALONE = "alone";
    private static final String OPENING = "opening";
    private static final String VERIFY = "verify";

    StepColumns {
        statements = List.copyOf(statements);
        details = List.copyOf(details);
    }

    static StepColumns of(Step step) {
        return switch (step) {
            case Step.Outside(String kind, String title, List<String> arguments) ->
                    new StepColumns(OUTSIDE, title, List.of(), prepended(kind, arguments));
            case Step.Transaction(String title, List<String> statements) ->
                    new StepColumns(TRANSACTION, title, statements, List.of());
            case Step.Copying(String title, List<String> columns) ->
                    new StepColumns(COPYING, title, List.of(), columns);
            case Step.Filling(String title, Fill fill) -> FillColumns.of(FILLING, title, fill);
            case Step.Alone(String title, LoneStatement lone) ->
                    new StepColumns(ALONE, title, List.of(lone.sql()), details(lone));
            case Step.Opening(String title, int shut) ->
                    new StepColumns(OPENING, title, List.of(), List.of(Integer.toString(shut)));
            case Step.Verify(String title) -> new StepColumns(VERIFY, title, List.of(), List.of());
        };
    }

    /// @throws BackoutException `journal-invalid` when it is no step that this Backout knows
    Step step() {
        try {
            return switch (kind) {
                case OUTSIDE ->
                        new Step.Outside(
                                details.getFirst(), title, details.subList(1, details.size()));
                case TRANSACTION -> new Step.Transaction(title, statements);
                case COPYING -> new Step.Copying(title, details);
                case FILLING -> new Step.Filling(title, FillColumns.fill(statements, details));
                case ALONE -> new Step.Alone(title, lone());
                case OPENING -> new Step.Opening(title, Integer.parseInt(details.getFirst()));
                case VERIFY -> new Step.Verify(title);
                default -> throw unknown(null);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unknown(e);
        } catch (java.util.NoSuchElementException e) {
            throw unknown(e);
        }
    }

    private static List<String> details(LoneStatement lone) {
        List<String> details = new ArrayList<>();
        details.add(lone.goal().name());
        details.add(lone.label());
        details.add(lone.undo());
        Address object = lone.object();
        if (object != null) {
            details.add(object.kind().name());
            details.addAll(object.path());
        }
        return details;
    }

    private LoneStatement lone() {
        Address object =
                details.size() < 4
                        ? null
                        : new Address(
                                ObjectKind.valueOf(details.get(3)),
                                details.subList(4, details.size()));
        return new LoneStatement(
                statements.getFirst(),
                LoneStatement.Goal.valueOf(details.get(0)),
                object,
                details.get(1),
                details.get(2));
    }

    private static List<String> prepended(String first, List<String> rest) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private BackoutException unknown(@org.jspecify.annotations.Nullable Exception cause) {
        return new BackoutException(
                ErrorCode.JOURNAL_INVALID,
                "the records hold a step \"%s\" (%s) that this Backout does not know"
                        .formatted(title, kind),
                List.of("nothing was executed; use the Backout that began the run"),
                cause);
    }
}
