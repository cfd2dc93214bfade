package dev.backout.catalog.postgres;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How much was ever written to each system catalog, by the server's statistics. A catalog whose
/// number stands still was not written, provided that whoever may have written has reported: the
/// server collects numbers in each session and takes them over with a delay, unless it is told not
/// to (manual, 27.2 "The Cumulative Statistics System").
///
/// @param written rows inserted, updated and deleted, also by transactions that were rolled back,
///   by the catalog's OID
record Activity(Map<Long, Long> written) {
    /// Nothing is known: before PostgreSQL 15 sessions cannot be made to report.
    static final Activity UNKNOWN = new Activity(Map.of());

    Activity {
        written = Map.copyOf(written);
    }

    boolean known() {
        return !written.isEmpty();
    }

    /// The catalogs that were written between an earlier moment and this one.
    Set<Long> since(Activity earlier) {
        Set<Long> catalogs = new TreeSet<>();
        written.forEach((catalog, count) -> {
            if (!count.equals(earlier.written.get(catalog))) {
                catalogs.add(catalog);
            }
        });
        return catalogs;
    }
}
