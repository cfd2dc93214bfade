package dev.backout.plan;

import dev.backout.observe.AddedLabels;
import dev.backout.observe.ChangeClass;
import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which way out, once an inverse is proved, and what it costs. For one thread.
final class Decision {
    private final PlanDraft draft;
    private final LiveCounter counter;
    private final LiveQueries queries;
    private final TableSizes sizes;
    private final int major;
    private final PlanOptions options;
    private @Nullable List<AddedLabels> unused;

    Decision(
            PlanDraft draft,
            LiveCounter counter,
            LiveQueries queries,
            TableSizes sizes,
            int major,
            PlanOptions options) {
        this.draft = draft;
        this.counter = counter;
        this.queries = queries;
        this.sizes = sizes;
        this.major = major;
        this.options = options;
    }

    /// The plan.
    ///
    /// @param undone the migrations, oldest first
    /// @param kept what the vault holds of them
    /// @param asides live rows that do not fit, and that are set aside
    Plan of(Undo.Found found, List<AppliedMigration> undone, KeptData kept, List<Misfit> asides) {
        List<String> edited = edited(undone);
        List<String> troubles = troubles(found, undone);
        found.notes().forEach(draft::note);
        Publications.notes(found.statements()).forEach(draft::note);
        ZonedConversions.notes(found.rehearsal(), queries).forEach(draft::note);
        boolean known = found.observations().size() == undone.size();
        if (leaves(found, undone)) {
            unused(found).forEach(this::caution);
            return draft.leaveInPlace(
                    found.statements(),
                    "it only adds, and the previous version of the application works with it");
        }
        Set<Address> filled = options.fills().keySet();
        Casualties casualties =
                new Casualties(
                        counter,
                        filled,
                        kept,
                        found.returning(),
                        options.merging(),
                        options.rules());
        casualties.ofReturning();
        casualties.ofFits(options.merging().mapped(), asides, found.rehearsal());
        casualties.ofInverse(found.rehearsal());
        for (int i = 0; known && i < undone.size(); i++) {
            casualties.ofMigration(undone.get(i).name(), found.observations().get(i));
        }
        casualties.ofGivenUp();
        found.kept().forEach(casualties::ofKept);
        edited.forEach(casualties::ofEdited);
        Obstacles search =
                new Obstacles(
                        counter,
                        Misfits.of(found, kept, options, major),
                        found.rehearsal().start());
        List<Obstacle> obstacles = search.find(asides);
        List<PlannedLock> locks =
                LockForecast.locks(
                        found.rehearsal().way().measures(), sizes, options.recordSchema());
        casualties.notes().forEach(draft::note);
        search.notes().forEach(draft::note);
        Sessions.inTheWay(queries, locks).forEach(draft::note);
        for (int i = 0; known && i < undone.size(); i++) {
            draft.forward(undone.get(i), found.observations().get(i));
        }
        draft.order(Order.of(found.observations(), known));
        return draft.inverse(found, reason(known, troubles), casualties, obstacles, locks, sizes);
    }

    /// Whether nothing has to be run.
    boolean leaves(Undo.Found found, List<AppliedMigration> undone) {
        return found.observations().size() == undone.size()
                && troubles(found, undone).isEmpty()
                && !options.forceInverse();
    }

    private List<String> troubles(Undo.Found found, List<AppliedMigration> undone) {
        List<String> troubles = new ArrayList<>(troubles(found.observations()));
        unused(found).forEach(labels -> troubles.remove(labels.reason()));
        edited(undone).forEach(name -> troubles.add(name + " was edited since, and not what ran"));
        return troubles;
    }

    /// Looked for once: a table may be large.
    private List<AddedLabels> unused(Undo.Found found) {
        List<AddedLabels> known = unused;
        if (known == null) {
            known = new UnusedLabels(found.rehearsal().start(), counter).of(found.observations());
            unused = known;
        }
        return known;
    }

    private void caution(AddedLabels labels) {
        draft.note(
                "no row has %s of %s yet; the previous version cannot read one, so the new release has to be gone before it writes one"
                        .formatted(
                                String.join(", ", labels.labels()),
                                labels.type().address().title()));
    }

    private static List<String> edited(List<AppliedMigration> undone) {
        return undone.stream()
                .filter(AppliedMigration::edited)
                .map(AppliedMigration::name)
                .toList();
    }

    private String reason(boolean known, List<String> troubles) {
        if (!known) {
            return "the migration itself is not at hand, so that its inverse is the only way known";
        }
        return troubles.isEmpty()
                ? "the inverse was asked for; leaving it in place would do as well"
                : "it cannot stay: " + troubles.getFirst();
    }

    /// Why the previous version of the application cannot live with what was migrated.
    private static List<String> troubles(List<Observation> observations) {
        List<String> troubles = new ArrayList<>();
        for (Observation observation : observations) {
            DataVerdict data = DataVerdict.of(observation);
            Classification classification = Classification.of(observation, data);
            troubles.addAll(classification.oldAppSafe().reasons());
            if (classification.changeClass() != ChangeClass.ADDITIVE) {
                troubles.addAll(classification.reasons());
            }
            troubles.addAll(data.unknown());
        }
        return troubles.stream().distinct().toList();
    }
}
