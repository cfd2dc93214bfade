package dev.backout.ddl;

import dev.backout.schema.Address;

import java.util.Set;

/// What statements may take into account beyond the objects themselves.
///
/// @param bigTables tables whose rows are too many to be scanned under a strong lock: NOT NULL,
///   CHECK and FOREIGN KEY are added to them NOT VALID and validated afterwards
/// @param enumLabelsInPlace whether a label may be added to an enum by ADD VALUE, which cannot be
///   used before it is committed; otherwise the type is rebuilt
public record DdlOptions(Set<Address> bigTables, boolean enumLabelsInPlace) {
    /// No big tables; labels are added in place.
    public static final DdlOptions PLAIN = new DdlOptions(Set.of(), true);

    /// Copies the set.
    public DdlOptions {
        bigTables = Set.copyOf(bigTables);
    }
}
