package dev.backout.scratch;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;
import dev.backout.sql.SqlToken.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads a statement word by word, for recognising a few strict shapes. What is not expected makes
/// the reader unfit; a caller reads on without looking and asks [#complete] at the end.
final class WordReader {
    private final String text;
    private final List<SqlToken> tokens;
    private int at;
    private boolean fit = true;

    WordReader(String text) {
        this.text = text;
        this.tokens =
                SqlStatement.tokens(text).stream()
                        .filter(token -> token.kind() != Kind.SEMICOLON)
                        .toList();
    }

    /// Whether everything was as expected and nothing is left.
    boolean complete() {
        return fit && at == tokens.size();
    }

    boolean more() {
        return fit && at < tokens.size();
    }

    void refuse() {
        fit = false;
    }

    /// Takes these keywords when they come next, else nothing.
    boolean take(String... keywords) {
        for (int n = 0; n < keywords.length; n++) {
            if (!keywords[n].equals(peek(n))) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    void expect(String... keywords) {
        if (!take(keywords)) {
            refuse();
        }
    }

    /// A name, folded as the server folds it.
    String name() {
        String name = at < tokens.size() ? name(tokens.get(at), text) : null;
        at++;
        if (name == null) {
            refuse();
            return "";
        }
        return name;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (take(","));
        return names;
    }

    /// A plain string constant; escapes and dollars are not plain.
    String string() {
        String raw = at < tokens.size() ? tokens.get(at).in(text) : "";
        at++;
        if (raw.length() < 2 || raw.charAt(0) != '\'' || !raw.endsWith("'")) {
            refuse();
            return "";
        }
        return raw.substring(1, raw.length() - 1).replace("''", "'");
    }

    /// Whatever comes next, as it stands.
    String raw() {
        String raw = at < tokens.size() ? tokens.get(at).in(text) : "";
        at++;
        return raw;
    }

    /// The name that comes after two keywords.
    String third() {
        at = 2;
        return name();
    }

    /// The role of `ALTER ... OWNER TO role`, or empty when it is another statement.
    String lastOwner() {
        int owner = tokens.size() - 3;
        boolean shape =
                owner > 1
                        && at == 0
                        && peek(0).equals("ALTER")
                        && peek(owner).equals("OWNER")
                        && peek(owner + 1).equals("TO");
        String name = shape ? name(tokens.getLast(), text) : null;
        return name == null ? "" : name;
    }

    /// A keyword in upper case, or one other character.
    private String peek(int ahead) {
        if (at + ahead >= tokens.size()) {
            return "";
        }
        SqlToken token = tokens.get(at + ahead);
        return token.kind() == Kind.STRING || token.kind() == Kind.QUOTED_NAME
                ? ""
                : token.in(text).toUpperCase(Locale.ROOT);
    }

    /// The name that a token is, or null when it is none.
    static @Nullable String name(SqlToken token, String text) {
        String raw = token.in(text);
        return switch (token.kind()) {
            case WORD -> raw.toLowerCase(Locale.ROOT);
            case QUOTED_NAME ->
                    raw.startsWith("\"") && raw.length() > 2 && raw.endsWith("\"")
                            ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"")
                            : null;
            case SPACE, COMMENT, STRING, PARAMETER, SEMICOLON, OPEN, CLOSE, BACKSLASH, OTHER ->
                    null;
        };
    }
}
