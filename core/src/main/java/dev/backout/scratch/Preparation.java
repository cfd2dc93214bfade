package dev.backout.scratch;

import dev.backout.catalog.OwnSchema;
import dev.backout.schema.Identifiers;

import java.util.stream.Collectors;

/// What a new database gets before its first migration.
final class Preparation {
    /// Schema of our own functions and notes in a scratch database; never part of a snapshot.
    static final String SCHEMA = OwnSchema.SCRATCH;

    private static final String QUIET = "SET session_replication_role = replica ";

    private Preparation() {}

    /// One text of many statements.
    static String sql(Control control, String owner, String mark, ScratchOptions options) {
        StringBuilder sql = new StringBuilder();
        if (control.superuser() && control.major() < 15) {
            // From 15 on it belongs to the database's owner by itself.
            sql.append("ALTER SCHEMA public OWNER TO ")
                    .append(Identifiers.quote(owner))
                    .append(";\n");
        }
        sql.append(Resources.text("privileged.sql"));
        if (control.superuser()) {
            sql.append(Resources.text("privileged-superuser.sql"));
        }
        for (String extension : options.extensions()) {
            sql.append("CREATE EXTENSION IF NOT EXISTS ")
                    .append(Identifiers.quote(extension))
                    .append(" SCHEMA public CASCADE;\n");
        }
        return sql.toString()
                .replace("{quiet}", control.superuser() ? QUIET : "")
                .replace("{mark}", mark)
                .replace("{owner}", Identifiers.quote(owner))
                .replace("{owner_text}", Identifiers.literal(owner))
                .replace("{extensions}", allowed());
    }

    private static String allowed() {
        return PrivilegedStatement.EXTENSIONS.stream()
                .sorted()
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
    }
}
