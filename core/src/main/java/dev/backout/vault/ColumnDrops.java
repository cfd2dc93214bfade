package dev.backout.vault;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a statement drops columns of one table, by name, and reads none of them: it may add
/// others beside that, without an expression. Pure.
final class ColumnDrops {
    private static final Set<String> CONSTRAINTS =
            Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE");
    private static final Set<String> EXPRESSIONS = Set.of("GENERATED", "CHECK", "REFERENCES");

    private final String sql;
    private final List<SqlToken> tokens;
    private int next;

    private ColumnDrops(String sql) {
        this.sql = sql;
        this.tokens =
                SqlStatement.tokens(sql).stream()
                        .filter(token -> token.kind() != SqlToken.Kind.SEMICOLON)
                        .toList();
    }

    /// @param sql one statement
    static boolean alone(String sql) {
        return new ColumnDrops(sql).isAlone();
    }

    private boolean isAlone() {
        if (!take("ALTER") || !take("TABLE")) {
            return false;
        }
        if (take("IF") && !take("EXISTS")) {
            return false;
        }
        take("ONLY");
        if (!takeName()) {
            return false;
        }
        while (take(".")) {
            if (!takeName()) {
                return false;
            }
        }
        take("*");
        return actions().stream().allMatch(this::isDropOrPlainAddition);
    }

    /// What stands between commas that are in no parentheses.
    private List<List<SqlToken>> actions() {
        List<List<SqlToken>> actions = new ArrayList<>();
        List<SqlToken> action = new ArrayList<>();
        int depth = 0;
        for (SqlToken token : tokens.subList(next, tokens.size())) {
            depth +=
                    switch (token.kind()) {
                        case OPEN -> 1;
                        case CLOSE -> -1;
                        default -> 0;
                    };
            if (depth == 0 && token.in(sql).equals(",")) {
                actions.add(action);
                action = new ArrayList<>();
            } else {
                action.add(token);
            }
        }
        actions.add(action);
        return actions;
    }

    private boolean isDropOrPlainAddition(List<SqlToken> action) {
        List<String> words = action.stream().map(this::word).toList();
        if (words.size() < 2 || CONSTRAINTS.contains(words.get(1))) {
            return false;
        }
        return switch (words.getFirst()) {
            case "DROP" -> true;
            case "ADD" -> words.stream().noneMatch(EXPRESSIONS::contains) && hasOnlyNumbers(action);
            default -> false;
        };
    }

    /// In parentheses: `numeric(10, 2)`.
    private boolean hasOnlyNumbers(List<SqlToken> action) {
        int depth = 0;
        for (SqlToken token : action) {
            switch (token.kind()) {
                case OPEN -> depth++;
                case CLOSE -> depth--;
                default -> {
                    if (depth > 0 && !token.in(sql).matches("[\\d,]+")) {
                        return false;
                    }
                }
            }
        }
        return isWithoutEmptyParentheses(action);
    }

    /// A function is called that way.
    private static boolean isWithoutEmptyParentheses(List<SqlToken> action) {
        for (int i = 1; i < action.size(); i++) {
            if (action.get(i - 1).kind() == SqlToken.Kind.OPEN
                    && action.get(i).kind() == SqlToken.Kind.CLOSE) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String text) {
        if (next < tokens.size() && word(tokens.get(next)).equals(text)) {
            next++;
            return true;
        }
        return false;
    }

    private boolean takeName() {
        if (next < tokens.size()
                && (tokens.get(next).kind() == SqlToken.Kind.WORD
                        || tokens.get(next).kind() == SqlToken.Kind.QUOTED_NAME)) {
            next++;
            return true;
        }
        return false;
    }

    /// A quoted name is no keyword.
    private String word(SqlToken token) {
        return token.in(sql).toUpperCase(Locale.ROOT);
    }
}
