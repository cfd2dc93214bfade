package dev.backout.verify;

import dev.backout.backup.Manifest;
import dev.backout.backup.TableName;
import dev.backout.error.Counted;
import dev.backout.journal.JournalLine;
import dev.backout.plan.LiveQueries;
import dev.backout.plan.Plan;
import dev.backout.run.RowSums;
import dev.backout.run.RowSums.Sum;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Holds the rows of the tables that a run is about against what its last step wrote down of them,
/// and against its backup. The application goes on writing, so other rows are neither right nor
/// wrong; a table that lost all of its rows is wrong.
///
/// @param live asks with a time limit
/// @param sums asks for counts and checksums
/// @param journal of the run
/// @param backup what is written down about the run's own backup, or null
public record RowCounts(
        LiveQueries live, RowSums sums, List<JournalLine> journal, @Nullable Manifest backup) {
    /// Copies the list.
    public RowCounts {
        journal = List.copyOf(journal);
    }

    /// One line for each table that is there.
    public List<Checked> of(Plan plan) {
        List<Checked> all = new ArrayList<>();
        for (Address table : RowSums.tables(plan)) {
            String name = TableName.of(table).text();
            Long estimate =
                    live.number(
                            "select reltuples::int8 from pg_class where oid = to_regclass(%s)"
                                    .formatted(Identifiers.literal(name)));
            if (estimate != null) {
                all.add(new Checked(Checked.Kind.ROWS, name, outcome(table, name, estimate)));
            }
        }
        return all;
    }

    private Outcome outcome(Address table, String name, long estimate) {
        Sum then = RowSums.recorded(table, journal);
        Sum now = then == null ? null : sums.of(table);
        Long count =
                now == null
                        ? live.number("select count(*) from " + name)
                        : Long.valueOf(now.rows());
        if (count == null) {
            return new Outcome.Fact(
                    estimate < 0
                            ? "could not be counted in time"
                            : "about %s by the statistics, counting took too long"
                                    .formatted(Counted.of(estimate, "row")));
        }
        return then == null ? sinceBackup(name, count) : sinceRun(name, count, now, then);
    }

    private Outcome sinceRun(String name, long count, @Nullable Sum now, Sum then) {
        if (then.equals(now)) {
            return new Outcome.Good(
                    "%s, all as when the run ended%s"
                            .formatted(Counted.of(count, "row"), inBackup(name)));
        }
        String text =
                "%s; %,d when the run ended, %s%s"
                        .formatted(
                                Counted.of(count, "row"),
                                then.rows(),
                                now == null
                                        ? "and there was no time to compare them"
                                        : "and not the same ones",
                                inBackup(name));
        return count == 0 && then.rows() > 0
                ? new Outcome.Wrong(text, List.of())
                : new Outcome.Fact(text);
    }

    private Outcome sinceBackup(String name, long count) {
        Long then = backup == null ? null : backup.counts().get(name);
        String text = Counted.of(count, "row") + inBackup(name);
        return count == 0 && then != null && then > 0
                ? new Outcome.Wrong(text, List.of())
                : new Outcome.Fact(text);
    }

    private String inBackup(String name) {
        Long then = backup == null ? null : backup.counts().get(name);
        return then == null ? "" : "; %,d in the run's backup".formatted(then);
    }
}
