/// PostgreSQL's own programs, started: pg_dump takes backups, pg_restore checks them and brings
/// them back. Passwords go by the environment of the child, never by its arguments.
package dev.backout.integration.pgdump;
