package dev.backout.verify;

import dev.backout.backup.Manifest;
import dev.backout.backup.Sizes;
import dev.backout.backup.TableName;
import dev.backout.plan.LiveQueries;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Counts the rows of the tables that a run is about. The application goes on writing, so a number
/// alone is neither right nor wrong; a table that lost all of its rows is wrong.
///
/// @param live asks with a time limit
/// @param backup what is written down about the run's own backup, or null
public record RowCounts(LiveQueries live, @Nullable Manifest backup) {
    /// One line for each table that is there.
    public List<Checked> of(Plan plan) {
        Set<Address> tables = new TreeSet<>();
        plan.locks().stream().map(PlannedLock::table).forEach(tables::add);
        Stream.concat(plan.before().stream(), plan.after().stream())
                .map(one -> one.address())
                .filter(address -> address.kind() == ObjectKind.TABLE)
                .forEach(tables::add);
        List<Checked> all = new ArrayList<>();
        for (Address table : tables) {
            Outcome outcome = outcome(TableName.of(table));
            if (outcome != null) {
                all.add(new Checked(Checked.Kind.ROWS, TableName.of(table).text(), outcome));
            }
        }
        return all;
    }

    private @Nullable Outcome outcome(TableName table) {
        Long estimate =
                live.number(
                        "select reltuples::int8 from pg_class where oid = to_regclass(%s)"
                                .formatted(Identifiers.literal(table.text())));
        if (estimate == null) {
            return null;
        }
        Long exact = live.number("select count(*) from " + table.text());
        if (exact == null) {
            return new Outcome.Fact(
                    estimate < 0
                            ? "could not be counted in time"
                            : "about %s by the statistics, counting took too long"
                                    .formatted(Sizes.many(estimate, "row")));
        }
        Long then = backup == null ? null : backup.counts().get(table.text());
        return then == null ? new Outcome.Fact(Sizes.many(exact, "row")) : held(exact, then);
    }

    private static Outcome held(long now, long then) {
        String text = "%s, and %,d in the run's backup".formatted(Sizes.many(now, "row"), then);
        return now == 0 && then > 0
                ? new Outcome.Wrong(text, List.of())
                : now == then ? new Outcome.Good(text) : new Outcome.Fact(text);
    }
}
