package dev.backout.catalog.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every kind that is read, in the order in which objects stand in their unit.
final class Kinds {
    static final List<KindReader> ALL =
            Stream.of(RelationKinds.ALL, OtherKinds.ALL).flatMap(List::stream).toList();

    /// Roots that nearly every database has, no two of which one root can be, and parts that nearly
    /// every table has.
    private static final List<List<KindReader>> TOGETHER =
            List.of(
                    List.of(Tables.READER, Schemas.SCHEMAS, Types.ENUMS, Routines.ROUTINES),
                    List.of(Columns.READER, Constraints.READER, Indexes.READER, Triggers.READER));

    /// All of them, in the same order within a unit; those of one group are asked for at once.
    static final List<List<KindReader>> GROUPS = groups();

    private Kinds() {}

    private static List<List<KindReader>> groups() {
        List<List<KindReader>> groups = new ArrayList<>();
        for (KindReader kind : ALL) {
            List<KindReader> group =
                    TOGETHER.stream()
                            .filter(one -> one.contains(kind))
                            .findFirst()
                            .orElse(List.of(kind));
            if (!groups.contains(group)) {
                groups.add(group);
            }
        }
        return List.copyOf(groups);
    }
}
