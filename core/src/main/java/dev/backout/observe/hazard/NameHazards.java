package dev.backout.observe.hazard;

import dev.backout.diff.Change;
import dev.backout.diff.Naming;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.util.Set;

/// Something that has another name.
final class NameHazards {
    private static final Set<ObjectKind> LIKE_TABLES =
            Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private NameHazards() {}

    static void tables(Subject subject, Findings out) {
        for (Change.Altered altered : subject.renamed()) {
            Address before = altered.before().address();
            if (LIKE_TABLES.contains(before.kind())
                    && !before.name().equals(altered.address().name())) {
                out.add(before, renamed(altered));
            }
        }
    }

    static void columns(Subject subject, Findings out) {
        for (Change.Altered altered : subject.renamed()) {
            if (altered.address().kind() == ObjectKind.COLUMN) {
                out.add(altered.before().address(), renamed(altered));
            }
        }
    }

    static void schemas(Subject subject, Findings out) {
        for (Change.Altered altered : subject.renamed()) {
            Address before = altered.before().address();
            if (Naming.livesInSchema(before.kind())
                    && !before.first().equals(altered.address().first())) {
                out.add(
                        before,
                        "%s moves to schema %s"
                                .formatted(before.title(), altered.address().first()));
            }
        }
    }

    private static String renamed(Change.Altered altered) {
        return "%s is called %s now"
                .formatted(altered.before().address().title(), altered.address().text());
    }
}
