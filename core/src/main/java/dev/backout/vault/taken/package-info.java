/// Captures that were not kept when a migration destroyed something, but are taken out of a backup
/// afterwards: from a copy of the database, in whose own vault they lie, into the live vault.
package dev.backout.vault.taken;
