/// What a migration, or the way back, destroys is kept here: in the target database itself, in the
/// schema of Backout's records, committed together with what destroyed it. Everything is in
/// ordinary tables, readable with psql.
package dev.backout.vault;
