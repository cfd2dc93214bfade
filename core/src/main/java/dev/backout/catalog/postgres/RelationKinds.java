package dev.backout.catalog.postgres;

import java.util.List;

/// Relations and their parts.
final class RelationKinds {
    static final List<KindReader> ALL =
            List.of(
                    Tables.READER,
                    Views.READER,
                    Sequences.READER,
                    Columns.READER,
                    Constraints.READER,
                    Indexes.READER,
                    Triggers.READER,
                    Rules.READER,
                    Policies.READER,
                    ExtendedStatistics.READER);

    private RelationKinds() {}
}
