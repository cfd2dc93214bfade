package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Moves a table into the vault instead of copying it, which takes the same time at any size. What
/// DROP TABLE would take along goes first; an empty table of the same name takes its place, for the
/// statement to drop.
///
/// @param connection in the caller's transaction, with the [FixedSettings]
record Move(Connection connection, Vault vault) {
    private static final String STRIP = Resource.text(Move.class, "strip.sql");
    private static final String PARTS = Resource.text(Move.class, "parts.sql");

    /// To count so many bytes takes less than a tenth of a second.
    private static final long COUNTED_AT_ONCE = 64L << 20;

    /// Whether it can be tried. Columns of types of the user's would keep these from being dropped,
    /// and what is published is published wherever it lies.
    boolean possible(LiveTable table) throws SQLException {
        return table.permanent()
                && !table.related()
                && table.columns().values().stream().noneMatch(LiveColumn::asText)
                && !Sql.ask(
                        connection,
                        "select exists (select from pg_catalog.pg_publication where puballtables)");
    }

    /// Moves it.
    ///
    /// @param id the number of the capture
    /// @throws SQLException when something of it, or a right, forbids to; copy it instead
    Kept move(long id, LiveTable table) throws SQLException {
        String place = vault.place(id, table.address());
        for (String sql :
                Sql.list(connection, STRIP, row -> row.getString("statement"), table.oid())) {
            Sql.execute(connection, sql);
        }
        rename(id, table);
        Sql.execute(
                connection,
                "alter table %s rename to %s".formatted(table.sql(), Identifiers.quote(place)));
        Sql.execute(
                connection,
                "alter table %s set schema %s"
                        .formatted(
                                Identifiers.dotted(List.of(table.schema(), place)),
                                vault.records().sql()));
        List<String> ties = Ties.of(connection, table.oid());
        if (!ties.isEmpty()) {
            throw new SQLException(
                    "%s is tied to %s".formatted(table.address().text(), ties), "2BP01");
        }
        standIn(table);
        return new Kept.MovedTable(
                table.ref(), Copies.names(table.stored()), place, rows(table.oid(), place));
    }

    /// The statement may run as another role than we do; whoever may drop the table itself may drop
    /// what takes its place.
    private void standIn(LiveTable table) throws SQLException {
        Sql.execute(connection, "create table %s ()".formatted(table.sql()));
        String owner =
                Sql.first(
                        connection,
                        """
                        select pg_catalog.pg_get_userbyid(relowner) from pg_catalog.pg_class
                        where oid = ?::bigint::oid
                          and relowner <> pg_catalog.to_regrole(
                              pg_catalog.quote_ident(current_user))::oid\
                        """,
                        row -> row.getString(1),
                        table.oid());
        if (owner != null) {
            Sql.execute(
                    connection,
                    "alter table %s owner to %s".formatted(table.sql(), Identifiers.quote(owner)));
        }
    }

    /// Names of indexes and sequences are unique in a schema, too.
    private void rename(long id, LiveTable table) throws SQLException {
        List<Part> parts = Sql.list(connection, PARTS, Part::of, table.oid(), table.oid());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Sql.execute(
                    connection,
                    "alter %s %s rename to %s"
                            .formatted(
                                    part.word(),
                                    part.sql(),
                                    Identifiers.quote(vault.part(id, i + 1, part.name()))));
        }
    }

    private long rows(long oid, String place) throws SQLException {
        return Sql.ask(
                        connection,
                        "select pg_catalog.pg_relation_size(?::bigint::oid) <= ?",
                        oid,
                        COUNTED_AT_ONCE)
                ? vault.count(connection, place)
                : Kept.NOT_COUNTED;
    }

    private record Part(String word, String schema, String name) {
        static Part of(ResultSet row) throws SQLException {
            return new Part(
                    row.getString("relkind").equals("S") ? "sequence" : "index",
                    row.getString("nspname"),
                    row.getString("relname"));
        }

        String sql() {
            return Identifiers.dotted(List.of(schema, name));
        }
    }
}
