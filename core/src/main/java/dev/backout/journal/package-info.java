/// What a run writes into the target database: its record, its steps, its journal, and the lease of
/// whoever carries it out. Everything is in ordinary tables of one schema, readable with psql.
package dev.backout.journal;
