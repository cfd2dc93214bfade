package dev.backout.scratch;

import dev.backout.catalog.OwnSchema;
import dev.backout.schema.Identifiers;

import java.util.stream.Collectors;

/// What a database gets before its first migration, and before its first help.
final class Preparation {
    /// Schema of our own functions and notes in a scratch database; never part of a snapshot.
    static final String SCHEMA = OwnSchema.SCRATCH;

    private static final String QUIET = "SET session_replication_role = replica ";

    private Preparation() {}

    /// What the owner of a database owns on a real server, and what is wanted beforehand.
    static String atCreation(Control control, String owner, ScratchOptions options) {
        StringBuilder sql = new StringBuilder();
        if (control.superuser() && control.major() < 15) {
            // From 15 on it belongs to the database's owner by itself.
            sql.append("ALTER SCHEMA public OWNER TO ")
                    .append(Identifiers.quote(owner))
                    .append(";\n");
        }
        if (control.superuser()) {
            // pg_dump comments on it, and every database has it.
            sql.append(
                            "UPDATE pg_extension SET extowner = (SELECT oid FROM pg_roles WHERE"
                                    + " rolname = ")
                    .append(Identifiers.literal(owner))
                    .append(") WHERE extname = 'plpgsql';\n");
        }
        sql.append(options.platform().setup().replace("{owner}", Identifiers.quote(owner)));
        for (String extension : options.extensions()) {
            sql.append("CREATE EXTENSION IF NOT EXISTS ")
                    .append(Identifiers.quote(extension))
                    .append(" SCHEMA ")
                    .append(Identifiers.quote(options.platform().extensionSchema()))
                    .append(" CASCADE;\n");
        }
        return sql.toString();
    }

    /// Our functions.
    static String functions(Control control, String owner, String mark) {
        String sql =
                Resources.text("privileged.sql")
                        + (control.superuser() ? Resources.text("privileged-superuser.sql") : "");
        return sql.replace("{quiet}", control.superuser() ? QUIET : "")
                .replace("{mark}", mark)
                .replace("{owner}", Identifiers.quote(owner))
                .replace("{extensions}", allowed());
    }

    private static String allowed() {
        return PrivilegedStatement.EXTENSIONS.stream()
                .sorted()
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
    }
}
