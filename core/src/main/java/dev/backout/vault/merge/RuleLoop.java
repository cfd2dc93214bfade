package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Identifiers;

import java.util.List;
import java.util.stream.Collectors;

/// Statements that are run over and over, until none of them finds anything to do.
final class RuleLoop {
    private RuleLoop() {}

    /// One statement that does it on the server, or none when there are no rules.
    ///
    /// @param rules each a statement of SQL with its semicolon, in the order in which they are run
    static List<Statement> statements(List<String> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        String body =
                """

                DECLARE
                    backout_more boolean := true;
                BEGIN
                    WHILE backout_more LOOP
                        backout_more := false;
                %s
                    END LOOP;
                END
                """
                        .formatted(
                                rules.stream()
                                        .map(RuleLoop::noted)
                                        .collect(Collectors.joining("\n")));
        return List.of(new Statement("DO " + Identifiers.literal(body)));
    }

    private static String noted(String rule) {
        return rule.indent(8) + "        backout_more := backout_more OR found;";
    }
}
