/// Surgical restore: what a migration destroyed that nobody kept is taken out of a backup, without
/// the live database having to go back. The rows that the migration touches are loaded into a
/// scratch database, and the migration is applied to them once more.
package dev.backout.surgical;
