package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.proof.Subject;
import dev.backout.vault.Layer;
import dev.backout.vault.merge.Fill;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The history of a database as it was until a run backed migrations out, and the run as if it were
/// one more migration.
///
/// @param all the applied migrations, those that were backed out among them, and what the run did
/// @param undone what the run did, in order
record RedoHistory(List<Subject> all, List<Undone> undone) {
    RedoHistory {
        all = List.copyOf(all);
        undone = List.copyOf(undone);
    }

    /// What a run did, or the part of it that is about one migration.
    ///
    /// @param layer null when it is about all of them
    record Undone(@Nullable Layer layer, Subject subject) {}

    /// Where what the run did begins.
    int from() {
        return all.size() - undone.size();
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
        List<Undone> undone = undone(done);
        undone.forEach(one -> all.add(one.subject()));
        return new RedoHistory(all, undone);
    }

    private static List<Undone> undone(Plan done) {
        List<Undone> undone = new ArrayList<>();
        List<String> names = done.migrations().stream().map(UndoneMigration::name).toList();
        for (Layer.Part part : Layer.parts(done.statements(), names)) {
            Layer layer = part.layer();
            undone.add(
                    new Undone(
                            layer,
                            new Subject(
                                    layer == null ? "the run" : "the run, " + layer.migration(),
                                    part.statements().stream()
                                            .collect(Collectors.joining(";\n", "", ";\n")),
                                    null)));
        }
        for (Fill fill : done.online().fills()) {
            undone.add(
                    new Undone(
                            null,
                            new Subject(
                                    "the run, " + fill.column().text(),
                                    Stream.concat(fill.batch().stream(), fill.end().stream())
                                            .collect(Collectors.joining(";\n", "", ";\n")),
                                    null)));
        }
        for (LoneStatement lone : done.afterwards()) {
            undone.add(new Undone(null, new Subject("the run, " + lone.sql(), lone.sql(), null)));
        }
        return undone;
    }
}
