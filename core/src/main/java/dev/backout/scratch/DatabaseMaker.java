package dev.backout.scratch;

import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Makes, copies and drops scratch databases. Threads that make some at once take turns at roles.
final class DatabaseMaker {
    private final Control control;
    private final String run;
    private final boolean own;

    /// @param own whether the server is one of our own
    DatabaseMaker(Control control, String run, boolean own) {
        this.control = control;
        this.run = run;
        this.own = own;
    }

    /// An empty database that belongs to an ordinary role, and that no other role may enter.
    void make(String name, Login owner, ScratchOptions options) throws SQLException {
        role(owner);
        control.execute(
                "CREATE DATABASE %s OWNER %s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE %s LC_CTYPE %s"
                                .formatted(
                                        Identifiers.quote(name),
                                        Identifiers.quote(owner.user()),
                                        Identifiers.literal(options.collation()),
                                        Identifiers.literal(options.collation()))
                        + strategy());
        close(name);
        helperRoles(options.allRoles(), owner.user());
    }

    /// A copy with the same owner; nobody may be connected to the original.
    void copy(String original, String name, String owner) throws SQLException {
        await(original);
        control.execute(
                "CREATE DATABASE %s OWNER %s TEMPLATE %s"
                                .formatted(
                                        Identifiers.quote(name),
                                        Identifiers.quote(owner),
                                        Identifiers.quote(original))
                        + strategy());
        close(name);
    }

    void drop(String name) throws SQLException {
        await(name);
        control.execute("DROP DATABASE IF EXISTS " + Identifiers.quote(name) + " WITH (FORCE)");
    }

    /// Drops all databases of ours but one, which gets another name.
    void only(String kept, String name) throws SQLException {
        String others =
                "SELECT datname FROM pg_database WHERE datname ~ '^scratch_[0-9]+$' AND datname <> "
                        + Identifiers.literal(kept);
        for (String other : control.texts(others)) {
            drop(other);
        }
        await(kept);
        if (!kept.equals(name)) {
            control.execute(
                    "ALTER DATABASE %s RENAME TO %s"
                            .formatted(Identifiers.quote(kept), Identifiers.quote(name)));
        }
    }

    /// Lets a role in that is there already, with a password that nobody knew before.
    void password(Login owner) throws SQLException {
        control.execute(
                "ALTER ROLE %s PASSWORD %s"
                        .formatted(Identifiers.quote(owner.user()), secret(owner)));
    }

    /// Only a server of somebody else may insist on looking at passwords.
    private String secret(Login owner) {
        return Identifiers.literal(own ? ScramVerifier.of(owner.password()) : owner.password());
    }

    /// One at a time: databases that are made at once may have one owner.
    private synchronized void role(Login owner) throws SQLException {
        String role = Identifiers.quote(owner.user());
        String existing =
                "SELECT 1 FROM pg_roles WHERE rolname = " + Identifiers.literal(owner.user());
        if (!control.texts(existing).isEmpty()) {
            // A server that was kept knows the role by the password of another time.
            password(owner);
            return;
        }
        // In one message: a role without the comment would pass for somebody else's.
        control.execute(
                "CREATE ROLE %s LOGIN PASSWORD %s NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                                .formatted(role, secret(owner))
                        + (control.superuser() ? " NOBYPASSRLS" : "")
                        + " CONNECTION LIMIT 8; COMMENT ON ROLE "
                        + role
                        + " IS "
                        + Identifiers.literal(GivenServer.mark(run)));
        if (!control.superuser()) {
            control.execute("GRANT " + role + " TO CURRENT_USER");
        }
    }

    /// A superuser may set that for a role, who may not set it himself; it is taken when a session
    /// begins, so it need not stay.
    Connection quietSession(String name, Login owner) throws SQLException {
        String setting =
                "ALTER ROLE %s IN DATABASE %s %%s session_replication_role%%s"
                        .formatted(
                                Identifiers.quote(owner.user()).replace("%", "%%"),
                                Identifiers.quote(name).replace("%", "%%"));
        control.execute(setting.formatted("SET", " = replica"));
        try {
            return owner.session(name);
        } finally {
            control.execute(setting.formatted("RESET", ""));
        }
    }

    private void close(String name) throws SQLException {
        control.execute("REVOKE CONNECT ON DATABASE " + Identifiers.quote(name) + " FROM PUBLIC");
    }

    List<String> rolesFor(String owner) throws SQLException {
        return control.texts(
                """
                SELECT rolname FROM pg_roles
                WHERE shobj_description(oid, 'pg_authid') IS DISTINCT FROM %s
                OR pg_has_role(%s, oid, 'MEMBER')
                """
                        .formatted(
                                Identifiers.literal(GivenServer.helperMark(run)),
                                Identifiers.literal(owner)));
    }

    /// Roles without login and rights, granted to the owner.
    synchronized void helperRoles(List<String> roles, String owner) throws SQLException {
        for (String role : roles) {
            String name = Identifiers.quote(role);
            if (control.texts("SELECT 1 FROM pg_roles WHERE rolname = " + Identifiers.literal(role))
                    .isEmpty()) {
                String mark = Identifiers.literal(GivenServer.helperMark(run));
                control.execute(
                        "CREATE ROLE %s NOLOGIN; COMMENT ON ROLE %s IS %s"
                                .formatted(name, name, mark));
            }
            if (!rolesFor(owner).contains(role)) {
                control.execute(
                        "GRANT " + name + " TO " + Identifiers.quote(owner) + " WITH ADMIN OPTION");
            }
        }
    }

    /// Copying files beats writing every page to the log; the choice exists from 15 on.
    private String strategy() {
        return control.major() >= 15 ? " STRATEGY file_copy" : "";
    }

    /// A session that was closed is gone a moment later; the server itself would look again only
    /// after 100 ms.
    private void await(String name) throws SQLException {
        String others =
                "SELECT pid FROM pg_stat_activity WHERE datname = " + Identifiers.literal(name);
        for (int n = 0; n < 1_000 && !control.texts(others).isEmpty(); n++) {
            Interruptions.pause(1);
        }
    }
}
