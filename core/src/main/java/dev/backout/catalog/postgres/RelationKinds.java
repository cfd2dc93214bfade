package dev.backout.catalog.postgres;

import java.util.List;

/// Relations and their parts.
final class RelationKinds {
    static final List<KindReader> ALL = List.of(Tables.READER, Columns.READER);

    private RelationKinds() {}
}
