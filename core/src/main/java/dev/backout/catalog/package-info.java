/// Live database to [dev.backout.schema.Snapshot]: in full, or what changed since a mark.
package dev.backout.catalog;
