/// The system catalogs of PostgreSQL, read kind by kind.
package dev.backout.catalog.postgres;
