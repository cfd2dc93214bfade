package dev.backout.triage;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;
import dev.backout.sql.StatementSplitter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which names stand in SQL. It is not interpreted: a column that is called like a table counts for
/// the table, which is little harm in a list of what to look at.
final class NamedTables {
    private NamedTables() {}

    /// All names of some scripts, as the server has them.
    static Set<String> of(List<String> scripts) {
        Set<String> names = new LinkedHashSet<>();
        for (String script : scripts) {
            for (SqlStatement statement : StatementSplitter.split(script)) {
                if (statement.form() == SqlStatement.Form.STATEMENT) {
                    statement.tokens().forEach(token -> add(token, statement.text(), names));
                }
            }
        }
        return names;
    }

    private static void add(SqlToken token, String text, Set<String> names) {
        String word = token.in(text);
        if (token.kind() == SqlToken.Kind.WORD) {
            names.add(word.toLowerCase(Locale.ROOT));
        } else if (token.kind() == SqlToken.Kind.QUOTED_NAME && word.length() > 2) {
            names.add(word.substring(1, word.length() - 1).replace("\"\"", "\""));
        }
    }
}
