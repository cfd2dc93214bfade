package dev.backout.ddl.postgres;

import dev.backout.ddl.Statement;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Creating a function in the language SQL parses its body, in PL/pgSQL the types of its variables
/// (manual, 20.11 "check_function_bodies").
final class BodyChecks {
    private static final Statement OFF = new Statement("SET LOCAL check_function_bodies = off");

    /// As pg_get_functiondef prints a function whose body is a text.
    private static final Pattern TEXT_BODY =
            Pattern.compile(
                    "\\ACREATE OR REPLACE (FUNCTION|PROCEDURE) .*^ LANGUAGE (?:sql|plpgsql)$.*^AS"
                            + " \\$",
                    Pattern.DOTALL | Pattern.MULTILINE);

    /// Undefined function, table, column and object; an ambiguous function, for one that is still
    /// to go; and a syntax error: a body that was never checked may hold any text (manual, appendix
    /// A).
    private static final Set<String> OF_BODIES =
            Set.of("42883", "42P01", "42703", "42704", "42725", "42601");

    private BodyChecks() {}

    /// See [dev.backout.ddl.Ddl#withoutBodyChecks].
    static List<Statement> without(List<Statement> statements, String sqlState) {
        boolean mayHelp =
                OF_BODIES.contains(sqlState)
                        && !statements.contains(OFF)
                        && statements.stream().anyMatch(s -> TEXT_BODY.matcher(s.sql()).find());
        return mayHelp ? Stream.concat(Stream.of(OFF), statements.stream()).toList() : statements;
    }
}
