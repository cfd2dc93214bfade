package dev.backout.catalog.postgres;

import java.util.List;
import java.util.stream.Stream;

/// Every kind that is read, in the order in which objects stand in their unit.
final class Kinds {
    static final List<KindReader> ALL =
            Stream.of(RelationKinds.ALL, OtherKinds.ALL).flatMap(List::stream).toList();

    private Kinds() {}
}
