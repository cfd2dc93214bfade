package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;

/// What is special about a server that is not ours: rights are checked, others work there too, and
/// what we made must be dropped, also when an earlier run of ours was killed.
final class GivenServer {
    static final String PREFIX = "backout_scratch_";

    /// First key of the advisory lock that a run holds; the second is the run.
    private static final int LOCK = 0x6261636b;

    private GivenServer() {}

    /// @throws BackoutException rights-missing, or database-unsupported
    static void check(Control control) throws SQLException {
        if (control.major() < 14) {
            throw BackoutException.of(
                    ErrorCode.DATABASE_UNSUPPORTED,
                    "the scratch server is PostgreSQL " + control.version() + ", older than 14");
        }
        List<String> missing =
                control.texts(
                        "SELECT r FROM pg_roles, LATERAL (VALUES ('CREATEDB', rolcreatedb),"
                                + " ('CREATEROLE', rolcreaterole)) AS v (r, has)"
                                + " WHERE rolname = current_user AND NOT has AND NOT rolsuper");
        if (!missing.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.RIGHTS_MISSING,
                    "the user of the scratch server lacks " + String.join(" and ", missing),
                    "as a superuser there: ALTER ROLE ... CREATEDB CREATEROLE");
        }
    }

    /// Makes the run visible to others for as long as the connection lives.
    static void hold(Control control, String run) throws SQLException {
        control.execute("SELECT pg_advisory_lock(%d, %d)".formatted(LOCK, key(run)));
    }

    /// Drops what killed runs left: their lock is free and nobody is connected.
    static void sweep(Control control) throws SQLException {
        List<String> runs =
                control.texts(
                        """
                        SELECT DISTINCT substr(datname, %d, 8) FROM pg_database
                        WHERE datname ~ '^%s[0-9a-f]{8}_[0-9]+$'
                        AND datname NOT IN (SELECT datname FROM pg_stat_activity
                                            WHERE datname IS NOT NULL)
                        """
                                .formatted(PREFIX.length() + 1, PREFIX));
        for (String run : runs) {
            String lock = "(%d, %d)".formatted(LOCK, key(run));
            if (control.texts("SELECT 1 WHERE pg_try_advisory_lock" + lock).isEmpty()) {
                continue;
            }
            drop(control, run);
            control.execute("SELECT pg_advisory_unlock" + lock);
        }
    }

    /// Drops the databases and roles of a run.
    static void drop(Control control, String run) throws SQLException {
        String databases =
                "SELECT datname FROM pg_database WHERE datname ~ '^" + PREFIX + run + "_[0-9]+$'";
        for (String database : control.texts(databases)) {
            control.execute(
                    "DROP DATABASE IF EXISTS " + Identifiers.quote(database) + " WITH (FORCE)");
        }
        String roles =
                "SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') IN (%s, %s)"
                        .formatted(
                                Identifiers.literal(mark(run)),
                                Identifiers.literal(helperMark(run)));
        for (String role : control.texts(roles)) {
            String name = Identifiers.quote(role);
            if (control.superuser()) {
                // Rights on parameters belong to no database, and hold a role.
                control.execute("DROP OWNED BY " + name);
            }
            control.execute("DROP ROLE IF EXISTS " + name);
        }
    }

    /// The comment by which a role is known to be ours.
    static String mark(String run) {
        return "backout scratch " + run;
    }

    /// The comment by which a role is known that migrations only name.
    static String helperMark(String run) {
        return mark(run) + " helper";
    }

    private static int key(String run) {
        return Integer.parseUnsignedInt(run, 16);
    }
}
