package dev.backout.integration.pgdump;

import dev.backout.scratch.RoleNames;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;
import dev.backout.sql.StatementSplitter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// To whom what is in a dump belongs, and who may use it.
///
/// @param statements those of the dump's text that give objects to roles, in its order: they only
///   move ownership and privileges, and run nothing that somebody wrote
/// @param roles the roles that they and the dump's policies name, without the server's own
public record Ownership(List<String> statements, List<String> roles) {
    /// Copies the lists.
    public Ownership {
        statements = List.copyOf(statements);
        roles = List.copyOf(roles);
    }

    /// Reads the text of a dump's schema.
    static Ownership of(String schema) {
        List<String> statements = new ArrayList<>();
        Set<String> roles = new TreeSet<>();
        for (SqlStatement part : StatementSplitter.split(schema)) {
            boolean gives = gives(part);
            if (gives) {
                statements.add(part.sql());
            }
            if (gives || part.beginsWith("CREATE", "POLICY")) {
                roles.addAll(RoleNames.in(part.sql()));
            }
        }
        roles.removeIf(role -> role.startsWith("pg_"));
        return new Ownership(statements, List.copyOf(roles));
    }

    /// The owner of a table, or null when the dump does not say.
    ///
    /// @param table as SQL, with its schema
    public @Nullable String ownerOf(String table) {
        String begin = "ALTER TABLE %s OWNER TO ".formatted(table);
        return statements.stream()
                .filter(sql -> sql.startsWith(begin))
                .flatMap(sql -> RoleNames.in(sql).stream())
                .findFirst()
                .orElse(null);
    }

    /// Whose privileges are set by another than the owner is said by a change of the session.
    private static boolean gives(SqlStatement part) {
        return part.form() == SqlStatement.Form.STATEMENT
                && (part.beginsWith("GRANT")
                        || part.beginsWith("REVOKE")
                        || part.beginsWith("ALTER", "DEFAULT", "PRIVILEGES")
                        || part.beginsWith("SET", "SESSION", "AUTHORIZATION")
                        || part.beginsWith("RESET", "SESSION", "AUTHORIZATION")
                        || part.beginsWith("ALTER") && changesOwner(part));
    }

    private static boolean changesOwner(SqlStatement part) {
        List<SqlToken> tokens = part.tokens();
        int end = tokens.size() - 1;
        if (end >= 0 && tokens.get(end).kind() == SqlToken.Kind.SEMICOLON) {
            end--;
        }
        return end > 2
                && tokens.get(end - 1).in(part.text()).equals("TO")
                && tokens.get(end - 2).in(part.text()).equals("OWNER");
    }
}
