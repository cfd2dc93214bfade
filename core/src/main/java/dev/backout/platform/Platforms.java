package dev.backout.platform;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// The platforms that are known.
public final class Platforms {
    /// The schema of a scratch database with extensions that its server does not have.
    public static final String STAND_INS = "backout_stand_ins";

    private static final String ADMINISTRATOR = "supabase_admin";

    /// Supabase. The definitions of [Platform#setup] have the shape of its own, and nothing of what
    /// is behind them.
    public static final Platform SUPABASE =
            new Platform(
                    "Supabase",
                    "postgres",
                    List.of(
                            ADMINISTRATOR,
                            "supabase_auth_admin",
                            "supabase_storage_admin",
                            "supabase_realtime_admin",
                            "supabase_functions_admin",
                            "supabase_replication_admin",
                            "supabase_read_only_user",
                            "supabase_etl_admin",
                            "supabase_superuser",
                            "supabase_privileged_role",
                            "dashboard_user",
                            "pgbouncer",
                            "pgsodium_keyholder",
                            "pgsodium_keyiduser",
                            "pgsodium_keymaker",
                            "pgtle_admin"),
                    List.of("anon", "authenticated", "authenticator", "service_role"),
                    Set.of(
                            "extensions",
                            "graphql",
                            "graphql_public",
                            "pgbouncer",
                            "vault",
                            "supabase_functions",
                            "supabase_migrations",
                            "cron",
                            "net",
                            "pgmq",
                            "pgsodium",
                            "pgsodium_masks",
                            "pgtle",
                            "tiger",
                            "tiger_data",
                            "topology",
                            STAND_INS,
                            "_analytics",
                            "_realtime",
                            "_supavisor"),
                    Set.of("auth", "storage", "realtime"),
                    Set.of("supabase_realtime"),
                    Set.of(
                            "pg_graphql",
                            "pg_stat_statements",
                            "pgcrypto",
                            "pgjwt",
                            "pgsodium",
                            "plpgsql",
                            "supabase_vault",
                            "uuid-ossp"),
                    "extensions",
                    Resource.text(Platforms.class, "supabase.sql")
                            + Resource.text(Platforms.class, "stand-ins.sql"));

    private Platforms() {}

    /// The platform that a database is on, by what is in it; [Platform#NONE] for none.
    public static Platform of(Snapshot database) {
        return administered(database, "auth") && administered(database, "storage")
                ? SUPABASE
                : Platform.NONE;
    }

    /// The same, asked of the database itself.
    public static Platform of(Connection connection) throws SQLException {
        boolean hosted =
                Sql.ask(
                        connection,
                        """
                        select pg_catalog.count(*) = 2 from pg_catalog.pg_namespace n
                        join pg_catalog.pg_roles r on r.oid = n.nspowner
                        where r.rolname = ? and n.nspname in ('auth', 'storage')\
                        """,
                        ADMINISTRATOR);
        return hosted ? SUPABASE : Platform.NONE;
    }

    /// The platform of that name; [Platform#NONE] for none.
    public static Platform named(String name) {
        return name.equalsIgnoreCase(SUPABASE.name()) ? SUPABASE : Platform.NONE;
    }

    private static boolean administered(Snapshot database, String schema) {
        Entry found = database.find(Address.of(ObjectKind.SCHEMA, schema));
        return found != null && ADMINISTRATOR.equals(found.object().standing().owner());
    }
}
