package dev.backout.run;

import dev.backout.records.RecordSchema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the session's role lacks. For one thread.
///
/// @param connection whose role is asked for
/// @param records the schema that will be written to, or made
/// @param history the migration tool's history table as SQL
record Rights(Connection connection, RecordSchema records, String history) {
    /// What is missing, one sentence each.
    ///
    /// @param owners the roles that own what will be altered
    List<String> missing(Collection<String> owners) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String owner : owners.stream().sorted().toList()) {
            if (!ask("select pg_catalog.pg_has_role(?, 'USAGE')", owner)) {
                missing.add(
                        "it is not a member of %s, which owns what is altered".formatted(owner));
            }
        }
        for (String right : List.of("SELECT", "DELETE", "TRIGGER")) {
            if (!ask("select pg_catalog.has_table_privilege(?, '%s')".formatted(right), history)) {
                missing.add("it lacks %s on %s".formatted(right, history));
            }
        }
        addRecords(missing);
        return missing;
    }

    private void addRecords(List<String> missing) throws SQLException {
        boolean absent = records.state(connection) == RecordSchema.State.ABSENT;
        if (absent
                && !ask(
                        "select pg_catalog.has_database_privilege(pg_catalog.current_database(),"
                                + " ?)",
                        "CREATE")) {
            missing.add("it lacks CREATE on the database, to make schema " + records.name());
        }
        String owned =
                """
                select pg_catalog.pg_has_role(nspowner, 'USAGE')
                from pg_catalog.pg_namespace where nspname = ?\
                """;
        if (!absent && !ask(owned, records.name())) {
            missing.add("it does not own schema " + records.name());
        }
    }

    private boolean ask(String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }
}
