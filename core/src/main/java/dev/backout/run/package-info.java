/// Carries a plan out on a live database, and keeps the record of it there.
///
/// Everything that a run changes is in one transaction, the record included; so a run either
/// happened and is told of, or did not happen. Steps that commit on their own can be added beside
/// it: the record's tables are ordinary tables of a schema of ours.
package dev.backout.run;
