package dev.backout.plan;

import dev.backout.error.Counted;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.taken.KeyMatch;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What lies between a backup and the live database: rows that the one has and the other has not.
/// For one plan.
final class BackupGaps {
    private final Connection live;
    private final Extraction.Extracted found;
    private final PlanOptions options;
    private final KeyMatch match;
    private final Map<Long, Count> missing = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    BackupGaps(Connection live, Extraction.Extracted found, PlanOptions options) {
        this.live = live;
        this.found = found;
        this.options = options;
        this.match = new KeyMatch(live, found.copy(), options.patience());
    }

    /// How many rows of its table are live and not in the backup, by the number of the capture.
    Map<Long, Count> missing() {
        return Map.copyOf(missing);
    }

    /// What people are told of it.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Looks which rows have a value in the backup.
    ///
    /// @param table as it is called on the live database; null when it is not there
    /// @param id the number of the capture
    void look(Kept.DroppedColumn kept, @Nullable Address table, long id) {
        if (table == null || kept.key().isEmpty()) {
            return;
        }
        Long matched = match.kept(found.vault(), kept, table, kept.key());
        Long rows =
                matched == null
                        ? null
                        : new LiveQueries(live, options.patience(), options.lockPatience())
                                .number("select count(*) from " + Identifiers.dotted(table.path()));
        if (matched == null || rows == null) {
            missing.put(id, Count.UNKNOWN);
            lines.add(
                    "how many rows of %s are not in the backup could not be counted in time"
                            .formatted(table.text()));
            return;
        }
        missing.put(id, new Count(Math.max(0, rows - matched), true));
        String column = "%s.%s".formatted(table.text(), Identifiers.quote(kept.column().name()));
        if (rows > matched) {
            lines.add(
                    "%s: %,d %s in the database and not in the backup, which has no value there"
                            .formatted(
                                    column,
                                    rows - matched,
                                    Counted.said(rows - matched, "rows are")));
        }
        if (kept.rows() > matched) {
            lines.add(
                    "%s: %,d of its %,d values belong to rows that are gone since: they stay in the vault"
                            .formatted(column, kept.rows() - matched, kept.rows()));
        }
    }

    /// Rows that the migration deleted or changed in the copy: what became of them.
    ///
    /// @param table as it is called on the live database; null when it is not there
    List<Casualty> unknown(Kept.WrittenRows kept, @Nullable Address table) throws SQLException {
        Address object = kept.table().address();
        if (kept.key().isEmpty() || table == null) {
            return table == null
                    ? List.of()
                    : List.of(
                            casualty(object, "rows without a key were written over", kept.rows()));
        }
        long written = match.written(found.vault(), kept);
        Long there = match.writtenAndThere(found.vault(), kept, table);
        if (there == null) {
            return List.of(casualty(object, "rows were deleted or changed", written));
        }
        List<Casualty> unknown = new ArrayList<>();
        if (written > there) {
            unknown.add(
                    casualty(
                            object,
                            "rows are in the backup and not in the database",
                            written - there));
        }
        if (there > 0) {
            unknown.add(casualty(object, "rows have other values in the backup", there));
        }
        return unknown;
    }

    private static Casualty casualty(Address object, String what, long count) {
        return new Casualty(object, what, count, true, true);
    }
}
