package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.LayeredMap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which system catalogs have to be searched for what changed.
///
/// @param written those that were written, or null when all have to be searched
record Suspects(@Nullable Set<Long> written) {
    /// Everything, because nothing is known.
    static final Suspects ALL = new Suspects(null);

    private static final long DEPEND = 2608;
    private static final long DESCRIPTION = 2609;
    private static final long INDEX = 2610;

    /// What migrations write all the time. Each set of them that occurs is a query of its own, so
    /// they are few; when anything else was written, everything is searched.
    private static final Set<Long> ORDINARY =
            Set.of(
                    Catalogs.CLASS,
                    Catalogs.ATTRIBUTE,
                    Catalogs.ATTRDEF,
                    INDEX,
                    Catalogs.CONSTRAINT,
                    Catalogs.TRIGGER,
                    Catalogs.TYPE,
                    Catalogs.ENUM,
                    DEPEND);

    /// What to search for what was written between two moments.
    static Suspects between(Activity before, Activity now) {
        Set<Long> written = now.since(before);
        return before.known() && now.known() && ORDINARY.containsAll(written)
                ? new Suspects(written)
                : ALL;
    }

    /// The parts of the probe to ask, null for all.
    @Nullable List<Long> parts() {
        if (written == null) {
            return null;
        }
        List<Long> parts = new ArrayList<>(List.of(0L));
        parts.addAll(written);
        if (written.contains(DEPEND)) {
            parts.add(-DEPEND);
        }
        return parts;
    }

    /// Whether something that no kind models may have changed.
    ///
    /// @param before what was there before
    /// @param changed what the search found
    boolean unmodelled(Seen before, List<CatalogRows> changed) {
        return written == null
                || written.contains(Catalogs.TYPE)
                || written.contains(Catalogs.TRIGGER)
                || (written.contains(Catalogs.CONSTRAINT) && commentsOnRelations(before))
                || changed.stream().anyMatch(found -> membersChanged(found, before));
    }

    /// An index with a comment may have become the index of a constraint.
    private static boolean commentsOnRelations(Seen before) {
        LayeredMap<Long, CatalogId> comments = before.rows().get(DESCRIPTION);
        return comments == null
                || comments.values().stream().anyMatch(root -> root.catalog() == Catalogs.CLASS);
    }

    /// What belongs to an extension is nobody's own.
    private static boolean membersChanged(CatalogRows found, Seen before) {
        if (Math.abs(found.catalog()) != DEPEND || found.count() == null) {
            return false;
        }
        LayeredMap<Long, CatalogId> known = before.rows().get(found.catalog());
        return !found.changed().isEmpty() || known == null || known.size() != found.count();
    }
}
