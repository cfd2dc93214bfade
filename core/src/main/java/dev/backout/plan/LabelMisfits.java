package dev.backout.plan;

import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import java.util.List;
import java.util.Set;

/// Rows that use labels of an enum which go. For one thread.
final class LabelMisfits {
    private final Snapshot start;
    private final Snapshot end;
    private final LeavingRows leaving;
    private final Maps maps;
    private final MisfitList out;

    /// @param leaving which rows will not be in the way any more
    /// @param maps what becomes of single values
    LabelMisfits(Snapshot start, Snapshot end, LeavingRows leaving, Maps maps, MisfitList out) {
        this.maps = maps;
        this.leaving = leaving;
        this.start = start;
        this.end = end;
        this.out = out;
    }

    void find(EnumType type) {
        Entry now = start.find(type.address());
        if (now == null || !(now.object() instanceof EnumType was)) {
            return;
        }
        Set<EnumLabel> known = Set.copyOf(type.labels());
        List<String> gone =
                was.labels().stream()
                        .filter(label -> !known.contains(label))
                        .filter(label -> !Narrowing.renamed(label, type))
                        .map(EnumLabel::text)
                        .toList();
        if (gone.isEmpty()) {
            return;
        }
        String name = Identifiers.dotted(type.address().path());
        for (Entry entry : start.entries()) {
            Entry then = end.find(entry.id());
            if (entry.object() instanceof Column column
                    && !column.inherited()
                    && Narrowing.isOf(column.type(), name)
                    && start.find(column.address().table()) != null
                    && then != null
                    && then.object() instanceof Column old) {
                Mapped mapped = maps.of(column.address(), then.address());
                List<String> left =
                        gone.stream()
                                .filter(label -> mapped == null || !mapped.covers(label))
                                .toList();
                if (!left.isEmpty()) {
                    String what = "values are labels that go: " + String.join(", ", left);
                    String condition = Narrowing.usesLabels(column, left);
                    Passing passing = leaving.passing(then.address(), column);
                    if (passing.any()) {
                        out.addPassing(
                                column.address(),
                                what,
                                new Search.Where(
                                        column.address().table(), condition, passing.leaving()),
                                column);
                    }
                    out.add(
                            column.address(),
                            what,
                            new Search.Where(
                                    column.address().table(), condition, passing.staying()),
                            Mapped.remedy(
                                    column.address(),
                                    left.getFirst(),
                                    type.labels().stream().map(EnumLabel::text).toList()),
                            column.address().table(),
                            Standing.of(column, old));
                }
            }
        }
    }
}
