package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Dependencies between the vault and what is outside of it: there must be none, or somebody's DROP
/// would fail, or take along what is kept.
final class Ties {
    private static final String TIES = Resource.text(Ties.class, "ties.sql");

    private Ties() {}

    /// What outside of the vault depends on a table in it, in the server's words, as soon as it was
    /// sent.
    static List<String> into(Pipeline asked, String schema) {
        return asked.list(
                TIES.formatted(
                        "c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace"
                                + " WHERE nspname = ?)",
                        "FALSE"),
                row -> row.getString("tie"),
                schema);
    }

    /// What depends on one table in it, and what that table depends on.
    static List<String> of(Connection connection, long table) throws SQLException {
        return Sql.list(
                connection,
                TIES.formatted("c.oid = ?::bigint::oid", "TRUE"),
                row -> row.getString("tie"),
                table);
    }
}
