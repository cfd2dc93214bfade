/// The schema of Backout's records in the target database: whether it is there and ours, and its
/// tables, format by format. Who writes into them is each table's own package.
package dev.backout.records;
