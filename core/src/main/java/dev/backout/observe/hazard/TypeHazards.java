package dev.backout.observe.hazard;

import dev.backout.observe.Renamings;
import dev.backout.observe.Retyping;
import dev.backout.observe.hazard.Subject.Pair;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Routine;

import java.util.List;

/// Something that is of another type, or means something else.
final class TypeHazards {
    private TypeHazards() {}

    static void columns(Subject subject, Findings out) {
        Renamings renamings = Renamings.of(subject.observation().changes());
        for (Pair<Column> pair : subject.altered(Column.class)) {
            String from = pair.before().type();
            String to = pair.after().type();
            if (!renamings.explain(from, to)
                    && !pair.after().inherited()
                    && !subject.observation().recreated().contains(pair.after().address())) {
                Address column = pair.after().address();
                out.add(
                        column,
                        "%s was %s and is %s: %s"
                                .formatted(column.title(), from, to, reason(subject, column)));
            }
        }
    }

    private static String reason(Subject subject, Address column) {
        return subject.observation().retypings().stream()
                .filter(retyping -> retyping.column().equals(column))
                .map(Retyping::reason)
                .findFirst()
                .orElse("its values are gone");
    }

    static void addedLabels(Subject subject, Findings out) {
        for (Pair<EnumType> pair : subject.altered(EnumType.class)) {
            for (EnumLabel label : pair.after().labels()) {
                if (!pair.before().labels().contains(label) && !isRenamed(label, pair.before())) {
                    out.add(
                            pair.after().address(),
                            "%s gets the value %s"
                                    .formatted(pair.after().address().title(), label.text()));
                }
            }
        }
    }

    static void removedLabels(Subject subject, Findings out) {
        for (Pair<EnumType> pair : subject.altered(EnumType.class)) {
            for (EnumLabel label : pair.before().labels()) {
                if (!pair.after().labels().contains(label) && !isRenamed(label, pair.after())) {
                    out.add(
                            pair.after().address(),
                            "%s loses the value %s"
                                    .formatted(pair.after().address().title(), label.text()));
                }
            }
        }
    }

    static void renamedLabels(Subject subject, Findings out) {
        for (Pair<EnumType> pair : subject.altered(EnumType.class)) {
            for (EnumLabel label : pair.before().labels()) {
                for (EnumLabel now : pair.after().labels()) {
                    if (label.oid() == now.oid() && !label.equals(now)) {
                        out.add(
                                pair.after().address(),
                                "value %s of %s is called %s now"
                                        .formatted(
                                                label.text(),
                                                pair.after().address().title(),
                                                now.text()));
                    }
                }
            }
        }
    }

    private static boolean isRenamed(EnumLabel label, EnumType other) {
        return other.labels().stream()
                .anyMatch(one -> one.oid() == label.oid() && !one.equals(label));
    }

    static void functions(Subject subject, Findings out) {
        Renamings renamings = Renamings.of(subject.observation().changes());
        for (Pair<Routine> pair : subject.altered(Routine.class)) {
            String title = pair.after().address().title();
            String from = String.valueOf(pair.before().result());
            String to = String.valueOf(pair.after().result());
            if (!called(pair.before()).equals(called(pair.after()))) {
                out.add(
                        pair.before().address(),
                        "%s is called %s now"
                                .formatted(pair.before().address().title(), called(pair.after())));
            }
            if (!renamings.explain(from, to)) {
                out.add(
                        pair.after().address(),
                        "%s returned %s and returns %s".formatted(title, from, to));
            } else if (!renamings.explain(pair.before().definition(), pair.after().definition())) {
                out.add(pair.after().address(), title + " does something else now");
            }
        }
    }

    private static String called(Routine routine) {
        return routine.address().path().get(1);
    }

    static List<Retyping> lossy(Subject subject) {
        return subject.observation().retypings().stream().filter(r -> !r.lossless()).toList();
    }
}
