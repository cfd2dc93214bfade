package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.observe.MigrationScript;
import dev.backout.observe.StatementObservation;
import dev.backout.observe.TransactionUse;
import dev.backout.proof.Stations;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.sql.Secrets;
import dev.backout.sql.SqlStatement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds how far a file got, by holding the live schema against the states that the file leads
/// through. Only the objects that it touches count. Pure.
final class ProgressFinder {
    private static final int MOST_DIFFERENCES = 8;

    private final MigrationScript script;
    private final List<SqlStatement> work;
    private final Stations stations;
    private final Snapshot live;
    private final Set<Address> touched = new HashSet<>();
    private final Set<Address> made = new HashSet<>();
    private final Set<Address> concurrent = new HashSet<>();

    /// @param live the live schema, see [Surroundings#aligned]
    ProgressFinder(MigrationScript script, Stations stations, Snapshot live) {
        this.script = script;
        this.work = script.work();
        this.stations = stations;
        this.live = live;
        stations.statements().forEach(this::note);
    }

    /// What a comparison with one state came to.
    private record Match(int done, List<Address> invalid, List<Change> differences) {}

    /// @param toldWhy whether the tool recorded an error: then the server undid what was open
    Progress find(boolean toldWhy) {
        List<Match> all = new ArrayList<>();
        for (int i = 0; i < stations.states().size(); i++) {
            all.add(match(i));
        }
        List<Match> exact = all.stream().filter(one -> one.differences().isEmpty()).toList();
        if (exact.isEmpty()) {
            return unknown(all);
        }
        Set<Integer> commits = script.commits();
        List<Match> likely = exact.stream().filter(one -> commits.contains(one.done())).toList();
        List<Match> candidates = likely.isEmpty() ? exact : likely;
        boolean undone = toldWhy && script.transactionUse() == TransactionUse.ORDINARY;
        return undone && candidates.getFirst().done() == 0
                ? progress(candidates.getFirst(), candidates.getFirst())
                : progress(candidates.getFirst(), candidates.getLast());
    }

    /// Whether a change is about an object that the file touches, or a part of a table that it
    /// makes.
    boolean touches(Change change) {
        Address address = change.address();
        return touched.contains(address)
                || (address.path().size() > 2
                        && address.kind() != ObjectKind.ROUTINE
                        && made.contains(address.table()));
    }

    /// The objects that the file touches.
    Set<Address> touched() {
        return Set.copyOf(touched);
    }

    private void note(StatementObservation statement) {
        for (Change change : statement.changes()) {
            switch (change) {
                case Change.Created(Entry entry) -> {
                    touched.add(entry.address());
                    if (entry.address().kind() == ObjectKind.TABLE) {
                        made.add(entry.address());
                    }
                    if (statement.statement().firstKeywords(4).contains("CONCURRENTLY")) {
                        concurrent.add(entry.address());
                    }
                }
                case Change.Dropped(Entry entry) -> touched.add(entry.address());
                case Change.Altered(Entry before, Entry after) -> {
                    touched.add(before.address());
                    touched.add(after.address());
                }
            }
        }
    }

    private Match match(int done) {
        List<Address> invalid = new ArrayList<>();
        List<Change> differences = new ArrayList<>();
        for (Change change : SchemaDiff.byName(stations.states().get(done), live)) {
            if (change instanceof Change.Created(Entry entry)
                    && entry.object() instanceof Index index
                    && !index.valid()
                    && concurrent.contains(index.address())) {
                invalid.add(index.address());
            } else if (touches(change)) {
                differences.add(change);
            }
        }
        return new Match(done, invalid, differences);
    }

    private Progress progress(Match from, Match to) {
        int of = work.size();
        List<String> uncertain = new ArrayList<>();
        for (SqlStatement statement : work.subList(from.done(), to.done())) {
            if (MigrationScript.mayWriteRows(statement)) {
                uncertain.add(line(statement));
            }
        }
        boolean end = to.done() == of && uncertain.isEmpty() && to.invalid().isEmpty();
        if (end) {
            return new Progress.Whole();
        }
        return from.done() == 0 && from.invalid().isEmpty()
                ? new Progress.Nothing(uncertain)
                : new Progress.Upto(from.done(), of, from.invalid(), uncertain);
    }

    private Progress unknown(List<Match> all) {
        Match nearest = all.getFirst();
        for (Match one : all) {
            if (one.differences().size() < nearest.differences().size()) {
                nearest = one;
            }
        }
        return new Progress.Unknown(
                nearest.done(),
                work.size(),
                ChangeText.differences(nearest.differences()).stream()
                        .limit(MOST_DIFFERENCES)
                        .toList());
    }

    /// `line 3: INSERT INTO t ...`.
    static String line(SqlStatement statement) {
        String sql = Secrets.masked(statement.sql());
        String first = sql.lines().findFirst().orElse("");
        boolean more = first.length() < sql.length();
        return "line %d: %s%s".formatted(statement.line(), first, more ? " ..." : "");
    }
}
