package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.proof.Subject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The history of a database as it was until a run backed migrations out, and the run as if it were
/// one more migration.
///
/// @param all the applied migrations, those that were backed out among them, and what the run did
/// @param from where what the run did begins
record RedoHistory(List<Subject> all, int from) {
    RedoHistory {
        all = List.copyOf(all);
    }

    /// @param history what is applied now
    /// @param done the plan that the run carried out
    /// @param order in which the tool applies names
    /// @throws BackoutException `plan-irreversible` when a script is not in the plan
    static RedoHistory of(AppliedHistory history, Plan done, Comparator<String> order) {
        List<Subject> all = new ArrayList<>();
        for (AppliedMigration migration : history.migrations()) {
            Subject subject = migration.subject();
            if (subject != null) {
                all.add(subject);
            }
        }
        for (UndoneMigration migration : done.migrations()) {
            Forward forward = migration.forward();
            if (forward == null) {
                throw BackoutException.of(
                        ErrorCode.PLAN_IRREVERSIBLE,
                        "the script of %s was not known when it was backed out"
                                .formatted(migration.name()),
                        "nothing was executed; let it be applied again by its tool: backout unbar "
                                + migration.name());
            }
            all.add(new Subject(migration.name(), forward.sql(), null));
        }
        all.sort(Comparator.comparing(Subject::name, order));
        int from = all.size();
        all.add(
                new Subject(
                        "the run",
                        done.statements().stream().collect(Collectors.joining(";\n", "", ";\n")),
                        null));
        for (LoneStatement lone : done.afterwards()) {
            all.add(new Subject("the run, " + lone.sql(), lone.sql(), null));
        }
        return new RedoHistory(all, from);
    }
}
