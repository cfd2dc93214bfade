package dev.backout.scratch;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;
import dev.backout.sql.SqlToken.Kind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the roles that a statement takes for granted: in GRANT and REVOKE, OWNER TO, policies,
/// default privileges, AUTHORIZATION, SET ROLE, and those that a DO block would create. Best
/// effort: a role too many does no harm.
public final class RoleNames {
    private static final Pattern CREATES_IN_BLOCK =
            Pattern.compile("(?i)\\bcreate\\s+(?:role|user|group)\\s+(\"[^\"]+\"|[\\w$]+)");

    private static final Set<String> NO_ROLES =
            Set.of("public", "current_user", "current_role", "session_user", "none", "group");

    private final String text;
    private final List<SqlToken> tokens;
    private final Set<String> names = new LinkedHashSet<>();

    private RoleNames(String text) {
        this.text = text;
        this.tokens = SqlStatement.tokens(text);
    }

    /// The roles that one statement names and does not create itself.
    public static Set<String> in(String statement) {
        RoleNames found = new RoleNames(statement);
        found.read();
        return found.names;
    }

    private void read() {
        String first = keyword(0);
        boolean grants = first.equals("GRANT") || first.equals("REVOKE");
        boolean policy = keyword(1).equals("POLICY");
        boolean membership = grants && !has("ON");
        if (first.equals("DO")) {
            block();
            return;
        }
        if (membership) {
            list(1);
        }
        boolean granting = grants || policy || has("DEFAULT") && keyword(1).equals("DEFAULT");
        for (int n = 0; n < tokens.size(); n++) {
            switch (keyword(n)) {
                case "TO" ->
                        fromIf(
                                granting || first.equals("REASSIGN") || before(n, "OWNER", "OWNED"),
                                n + 1);
                case "FROM" -> fromIf(granting, n + 1);
                case "BY" -> fromIf(before(n, "GRANTED", "OWNED"), n + 1);
                case "AUTHORIZATION" -> list(n + 1);
                case "ROLE", "USER" ->
                        fromIf(before(n, "FOR", "SET", "ON", "LOCAL", "SESSION"), n + 1);
                default -> {}
            }
        }
    }

    private void fromIf(boolean condition, int from) {
        if (condition) {
            list(from);
        }
    }

    private void list(int from) {
        int at = from;
        do {
            at += keyword(at).equals("GROUP") ? 1 : 0;
            String name = at < tokens.size() ? WordReader.name(tokens.get(at), text) : null;
            if (name != null && !NO_ROLES.contains(name)) {
                names.add(name);
            }
            at += 2;
        } while (keyword(at - 1).equals(","));
    }

    /// The body of a DO block is a string: its statements, and commands in strings, are inside.
    private void block() {
        for (SqlToken token : tokens) {
            if (token.kind() != Kind.STRING) {
                continue;
            }
            String body = token.in(text).replaceAll("^\\$\\w*\\$|\\$\\w*\\$$|^'|'$", "");
            for (Matcher create = CREATES_IN_BLOCK.matcher(body); create.find(); ) {
                String name = create.group(1);
                names.add(
                        name.startsWith("\"")
                                ? name.substring(1, name.length() - 1)
                                : name.toLowerCase(Locale.ROOT));
            }
            for (String part : commands(body)) {
                names.addAll(in(part));
            }
        }
    }

    /// Every stretch that begins with a word of interest, up to the next semicolon.
    private static List<String> commands(String body) {
        List<String> commands = new ArrayList<>();
        Matcher begin =
                Pattern.compile("(?i)\\b(grant|revoke|alter|create policy|set role)\\b[^;']*")
                        .matcher(body);
        while (begin.find()) {
            commands.add(begin.group());
        }
        return commands;
    }

    private boolean has(String keyword) {
        for (int n = 0; n < tokens.size(); n++) {
            if (keyword(n).equals(keyword)) {
                return true;
            }
        }
        return false;
    }

    private boolean before(int n, String... keywords) {
        return n > 0 && List.of(keywords).contains(keyword(n - 1));
    }

    private String keyword(int n) {
        return n < tokens.size() && tokens.get(n).kind() != Kind.QUOTED_NAME
                ? tokens.get(n).in(text).toUpperCase(Locale.ROOT)
                : "";
    }
}
