package dev.backout.schema;

/// A partition's place.
///
/// @param parent the partitioned table
/// @param bound `FOR VALUES FROM (1) TO (10)` or `DEFAULT`, as pg_get_expr prints it
public record PartitionOf(Address parent, String bound) {
    @Override
    public String toString() {
        return parent.text() + " " + bound;
    }
}
