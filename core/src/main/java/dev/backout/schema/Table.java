package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/// A table, partitioned table, partition or foreign table; columns, constraints, indexes, triggers,
/// rules and policies are objects of their own. Path: schema, table.
///
/// @param address where it is found
/// @param unlogged whether it is unlogged
/// @param partitionKey `RANGE (at)` and the like when it is partitioned, else null
/// @param partitionOf parent and bound when it is a partition, else null
/// @param inherits the parents by plain inheritance, in order
/// @param ofType the composite type of a typed table, else null
/// @param options storage parameters as `name=value`, those of TOAST with the prefix `toast.`,
///   sorted
/// @param accessMethod the table access method when it is not heap
/// @param tablespace the tablespace when it is not the default
/// @param replicaIdentity `DEFAULT`, `FULL`, `NOTHING` or `USING INDEX name` with the name quoted
///   where needed
/// @param rowSecurity whether row level security is enabled
/// @param forceRowSecurity whether it applies to the owner too
/// @param clusteredOn the index the table was last clustered on, unquoted, or null
/// @param foreign server and options of a foreign table, else null
/// @param standing owner, grants and comment
public record Table(
        Address address,
        boolean unlogged,
        @Nullable String partitionKey,
        @Nullable PartitionOf partitionOf,
        List<Address> inherits,
        @Nullable String ofType,
        List<String> options,
        @Nullable String accessMethod,
        @Nullable String tablespace,
        String replicaIdentity,
        boolean rowSecurity,
        boolean forceRowSecurity,
        @Nullable String clusteredOn,
        @Nullable ForeignSource foreign,
        Standing standing)
        implements DbObject {
    /// Copies the lists.
    public Table {
        inherits = List.copyOf(inherits);
        options = List.copyOf(options);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("unlogged", unlogged)
                .put("partition key", partitionKey)
                .put("partition of", partitionOf)
                .put("inherits", inherits)
                .put("of type", ofType)
                .put("storage parameters", options)
                .put("access method", accessMethod)
                .put("tablespace", tablespace)
                .put("replica identity", replicaIdentity)
                .put("row security", rowSecurity)
                .put("force row security", forceRowSecurity)
                .put("clustered on", clusteredOn)
                .put("foreign", foreign)
                .standing(standing)
                .map();
    }
}
