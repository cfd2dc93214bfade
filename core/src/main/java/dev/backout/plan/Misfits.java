package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;

import java.util.List;
import java.util.Objects;

/// Finds out which rows of a live database a schema could not hold, by what is different where a
/// way leads. Nobody is asked yet whether there are such rows.
final class Misfits {
    private final Snapshot start;
    private final Snapshot end;
    private final MisfitList list = new MisfitList();
    private final ColumnMisfits columns;
    private final KeyMisfits keys;
    private final LabelMisfits labels;

    /// @param arrivals where values of columns that come back come from
    /// @param start the schema that is live, as far as it could be reproduced
    /// @param end where the way leads; of the same scratch database
    /// @param major the server's major version
    /// @param arrives how something gets there, for people: `comes back` or `is added`
    /// @param maps what becomes of single values
    Misfits(Arrivals arrivals, Snapshot start, Snapshot end, int major, String arrives, Maps maps) {
        this(arrivals, start, end, major, arrives, maps, false);
    }

    private Misfits(
            Arrivals arrivals,
            Snapshot start,
            Snapshot end,
            int major,
            String arrives,
            Maps maps,
            boolean passing) {
        this.start = start;
        this.end = end;
        Origins origins = new Origins(start, end);
        LeavingRows leaving = new LeavingRows(arrivals.returning(), origins, passing);
        this.columns =
                new ColumnMisfits(arrivals, origins, leaving, end, major, arrives, maps, list);
        this.keys =
                new KeyMisfits(
                        new PresentNames(origins, arrivals.fills()), leaving, end, arrives, list);
        this.labels = new LabelMisfits(start, end, leaving, maps, list);
    }

    /// What the undo of applied migrations brings back.
    static Misfits of(Undo.Found found, KeptData kept, PlanOptions options, int major) {
        return new Misfits(
                new Arrivals(options.fills(), found.returning(), kept),
                found.rehearsal().start(),
                found.rehearsal().end(),
                major,
                "comes back",
                options.merging().mapped(),
                !kept.layered() && kept.backup() == null && !options.merging().preferKept());
    }

    /// Looks at everything that arrives or changes. Call it once.
    List<Misfit> find() {
        for (Entry entry : end.entries()) {
            switch (entry.object()) {
                case Column column -> columns.find(column);
                case Constraint constraint -> {
                    if (comesBack(entry, constraint)) {
                        keys.constraint(constraint);
                    }
                }
                case Index index -> {
                    if (index.unique() && start.find(entry.id()) == null && !stands(entry)) {
                        keys.uniqueIndex(index);
                    }
                }
                case EnumType type -> labels.find(type);
                default -> {}
            }
        }
        return list.misfits();
    }

    /// What need not be in the way, known when they were found: values that the migration itself
    /// wrote, in the place of what returns.
    List<Misfit> passing() {
        return list.passing();
    }

    /// What cannot be asked.
    List<String> notes() {
        return list.notes();
    }

    private boolean comesBack(Entry entry, Constraint constraint) {
        if (!constraint.validated() || !constraint.enforced() || constraint.inherited()) {
            return false;
        }
        Entry now = start.find(entry.id());
        return (now == null
                        || !(now.object() instanceof Constraint was)
                        || !was.validated()
                        || !was.enforced())
                && !stands(entry);
    }

    /// Whether the same is there today, over the same columns, and is only built anew: where a
    /// table is written anew, its keys are.
    private boolean stands(Entry entry) {
        Entry now = start.find(entry.address());
        return now != null
                && now.object().equals(entry.object())
                && switch (entry.object()) {
                    case Index index -> sameColumns(index.table());
                    case Constraint one ->
                            sameColumns(one.address().table())
                                    && (one.references() == null || sameColumns(one.references()));
                    default -> false;
                };
    }

    private boolean sameColumns(Address table) {
        Entry now = start.find(table);
        Entry then = end.find(table);
        return now != null
                && then != null
                && now.id().equals(then.id())
                && Objects.requireNonNull(end.units().get(then.id().whole())).entries().stream()
                        .allMatch(this::sameColumn);
    }

    private boolean sameColumn(Entry entry) {
        Entry now = start.find(entry.address());
        return now == null
                || !(entry.object() instanceof Column then)
                || (now.object() instanceof Column was
                        && now.id().equals(entry.id())
                        && was.type().equals(then.type())
                        && Objects.equals(was.collation(), then.collation()));
    }
}
