package dev.backout.ddl;

import dev.backout.schema.Address;

import java.util.Map;
import java.util.Set;

/// What statements may take into account beyond the objects themselves.
///
/// @param bigTables tables whose rows are too many to be scanned under a strong lock: NOT NULL,
///   CHECK and FOREIGN KEY are added to them NOT VALID and validated afterwards; no partitioned
///   tables, whose foreign keys cannot be NOT VALID before PostgreSQL 18
/// @param enumLabelsInPlace whether a label may be added to an enum by ADD VALUE, which cannot be
///   used before it is committed; otherwise the type is rebuilt
/// @param extensionsInPlace whether an extension may be moved to another schema, for which the
///   owner of all that belongs to it is asked; otherwise it is made anew
/// @param major the server's major version
/// @param texts by column: an expression that gives, for a row, an array with the text of the value
///   that the column is to have when its type is converted, or NULL where the value itself is
public record DdlOptions(
        Set<Address> bigTables,
        boolean enumLabelsInPlace,
        boolean extensionsInPlace,
        int major,
        Map<Address, String> texts) {
    /// No big tables; labels are added in place; statements that every supported version knows.
    public static final DdlOptions PLAIN = of(14);

    /// Copies the collections.
    public DdlOptions {
        bigTables = Set.copyOf(bigTables);
        texts = Map.copyOf(texts);
    }

    /// No big tables; labels are added in place.
    public static DdlOptions of(int major) {
        return new DdlOptions(Set.of(), true, true, major, Map.of());
    }

    /// The same with these big tables.
    public DdlOptions withBigTables(Set<Address> tables) {
        return new DdlOptions(tables, enumLabelsInPlace, extensionsInPlace, major, texts);
    }

    /// The same with enums rebuilt rather than extended.
    public DdlOptions rebuildingEnums() {
        return new DdlOptions(bigTables, false, extensionsInPlace, major, texts);
    }

    /// The same with extensions made anew rather than moved.
    public DdlOptions remakingExtensions() {
        return new DdlOptions(bigTables, enumLabelsInPlace, false, major, texts);
    }

    /// The same with these values for columns that are converted.
    public DdlOptions withTexts(Map<Address, String> values) {
        return new DdlOptions(bigTables, enumLabelsInPlace, extensionsInPlace, major, values);
    }
}
