package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.EnumType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a migration does to things that were there before, short of destroying data.
final class Alterations {
    /// Attributes whose change takes nothing from anybody.
    private static final Set<String> HARMLESS = Set.of("comment", "statistics");

    private Alterations() {}

    /// A half sentence for each; none for a migration that only adds.
    static List<String> of(Observation observation, DataVerdict data) {
        List<String> reasons = new ArrayList<>();
        for (Change change : observation.changes()) {
            switch (change) {
                case Change.Created _ -> {}
                case Change.Dropped dropped -> {
                    if (!goesWithTable(observation, dropped)) {
                        reasons.add(dropped.address().title() + " is dropped");
                    }
                }
                case Change.Altered altered -> altered(observation, altered, reasons);
            }
        }
        observation
                .recreated()
                .forEach(a -> reasons.add(a.title() + " is dropped and created again"));
        data.losses().forEach(loss -> reasons.add(loss.text()));
        reasons.addAll(data.unknown());
        updatesOfNewColumns(observation, reasons);
        return reasons.stream().distinct().toList();
    }

    /// Attributes that differ, by name.
    static Set<String> differing(Change.Altered altered) {
        TreeMap<String, String> before = new TreeMap<>(altered.before().object().attributes());
        TreeMap<String, String> after = new TreeMap<>(altered.after().object().attributes());
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> java.util.Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    /// Whether labels were only added.
    static boolean onlyAddsLabels(DbObject before, DbObject after) {
        return before instanceof EnumType was
                && after instanceof EnumType is
                && is.labels().containsAll(was.labels());
    }

    private static void altered(
            Observation observation, Change.Altered altered, List<String> reasons) {
        if (altered.renamed()) {
            reasons.add(
                    "%s is renamed to %s"
                            .formatted(
                                    altered.before().address().title(), altered.address().text()));
        }
        Set<String> names = differing(altered);
        names.removeAll(HARMLESS);
        DbObject before = altered.before().object();
        DbObject after = altered.after().object();
        if (before instanceof EnumType && onlyAddsLabels(before, after)) {
            names.remove("labels");
        }
        if (Consequences.followsRename(observation, altered)) {
            return;
        }
        if (!names.isEmpty()) {
            reasons.add(
                    "%s: %s"
                            .formatted(
                                    altered.before().address().title(),
                                    ChangeText.attributeChanges(before, after, names)));
        }
    }

    private static boolean goesWithTable(Observation observation, Change.Dropped dropped) {
        var table = Parts.tableOf(dropped.entry().object());
        return !table.equals(dropped.address()) && observation.isDropped(table);
    }

    private static void updatesOfNewColumns(Observation observation, List<String> reasons) {
        for (TableWrite write : observation.measures().writes()) {
            if (write.does(Operation.UPDATE) && write.columns().isEmpty()) {
                reasons.add("rows of " + write.table().text() + " are updated in new columns");
            }
        }
    }

    static boolean isNullable(Column column) {
        return column.notNull() == null;
    }
}
