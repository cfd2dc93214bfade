package dev.backout.plan;

import dev.backout.schema.Address;

/// A lock that the run will hold until it commits.
///
/// @param table the table
/// @param mode as the manual names it: `AccessExclusiveLock`
/// @param rows how many rows the table has, by the server's statistics; -1 when unknown
/// @param bytes its size with indexes; -1 when unknown
/// @param rewritten whether its rows are written anew under the lock
/// @param scanned whether its rows are read under the lock
public record PlannedLock(
        Address table, String mode, long rows, long bytes, boolean rewritten, boolean scanned) {}
