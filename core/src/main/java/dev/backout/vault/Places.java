package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where what is kept can be read today. Immutable.
///
/// @param vault where most of it lies
public record Places(Vault vault) {
    /// In a database that was restored from a dump the table has another identity.
    private static final String HOME =
            """
            select n.nspname, c.relname
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where a.attrelid in (?::bigint::oid, pg_catalog.to_regclass(?))
              and a.attname = ? and not a.attisdropped\
            """;

    /// What to select it from, as SQL behind `from`: a table of the vault; of a hidden column the
    /// key and the values as [Kept.DroppedColumn] has them. Null when it is not there any more.
    public @Nullable String source(Connection connection, Kept kept) throws SQLException {
        if (kept instanceof Kept.HiddenColumn hidden) {
            Address home = home(connection, hidden);
            return home == null ? null : values(hidden, home);
        }
        String place = vault.sql(kept.place());
        return Sql.ask(connection, "select pg_catalog.to_regclass(?) is not null", place)
                ? place
                : null;
    }

    /// The table in which a column lies hidden, by its name of today; null when it does not.
    public @Nullable Address home(Connection connection, Kept.HiddenColumn hidden)
            throws SQLException {
        return Sql.first(
                connection,
                HOME,
                row -> Address.of(ObjectKind.TABLE, row.getString(1), row.getString(2)),
                hidden.table().oid(),
                Identifiers.dotted(hidden.table().address().path()),
                hidden.place());
    }

    private static String values(Kept.HiddenColumn hidden, Address home) {
        String name = Identifiers.quote(hidden.place());
        String columns =
                Stream.concat(
                                hidden.key().stream().map(Identifiers::quote),
                                Stream.of(name + " as " + Identifiers.quote(Kept.VALUE)))
                        .collect(Collectors.joining(", "));
        return "(select %s from only %s where %s is not null) as kept"
                .formatted(columns, Identifiers.dotted(home.path()), name);
    }

    /// Takes it away.
    void drop(Connection connection, Kept kept) throws SQLException {
        if (kept instanceof Kept.HiddenColumn hidden) {
            Address home = home(connection, hidden);
            if (home != null) {
                Sql.execute(
                        connection,
                        "alter table %s drop column %s"
                                .formatted(
                                        Identifiers.dotted(home.path()),
                                        Identifiers.quote(hidden.place())));
            }
        } else {
            Sql.execute(connection, "drop table if exists " + vault.sql(kept.place()));
        }
    }

    /// The types of what can be read, as [Holding] has them.
    List<ColumnRef> columns(Connection connection, Kept.HiddenColumn hidden) throws SQLException {
        Address home = home(connection, hidden);
        if (home == null) {
            return List.of();
        }
        return Sql.list(
                connection,
                """
                select a.attnum,
                    case when a.attname = ? then ? else a.attname end,
                    case when t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace
                         then pg_catalog.format_type(a.atttypid, a.atttypmod) else 'text' end
                from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
                where a.attrelid = pg_catalog.to_regclass(?) and not a.attisdropped
                  and a.attname = any (?)
                order by a.attnum\
                """,
                row -> new ColumnRef(row.getInt(1), row.getString(2), row.getString(3)),
                hidden.place(),
                Kept.VALUE,
                Identifiers.dotted(home.path()),
                Stream.concat(hidden.key().stream(), Stream.of(hidden.place())).toList());
    }

    /// How many rows or values are there, or null when it is gone.
    @Nullable Long rows(Connection connection, Kept kept) throws SQLException {
        String source = source(connection, kept);
        return source == null
                ? null
                : Sql.first(
                        connection,
                        "select pg_catalog.count(*) from " + source,
                        row -> row.getLong(1));
    }
}
