package dev.backout.sql;

import dev.backout.sql.SqlToken.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a secret is: the password of a role, an option of a user mapping, an option of a server
/// that is called like one, and the password in a connection string, wherever it stands (a
/// subscription, a call of dblink). Nothing that Backout writes or prints holds one. Pure.
public final class Secrets {
    /// What is printed in its place.
    public static final String MASK = "***";

    private static final Pattern CONNECTION =
            Pattern.compile("(?i)\\b(?:host|hostaddr|dbname|user|port|service)\\s*=");
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)\\b(?:password|sslpassword)\\s*=\\s*('+[^']*'+|[^\\s'\";&]+)");
    private static final Pattern IN_URL = Pattern.compile("://[^/\\s:@'\"]*:([^@\\s'\"/]+)@");
    private static final Pattern OF_ROLE =
            Pattern.compile("(?i)\\bpassword\\s+(?:e|u&)?('+(?:[^']|'')*?'+)(?=[^']|$)");
    private static final Pattern NAMED =
            Pattern.compile("(?i).*(?:passw|pwd|passphrase|secret|token|credential|key).*");

    private static final Pattern SUSPICIOUS = Pattern.compile("(?i)password|options|://");

    /// Options of a user mapping that everybody may see.
    private static final Set<String> OPEN = Set.of("user", "username", "password_required");

    private static final Set<String> ROLES = Set.of("ROLE", "USER", "GROUP");

    private Secrets() {}

    /// Whether a statement, or one of several, holds a secret outside of a routine's body.
    public static boolean in(String sql) {
        return spans(sql).stream().anyMatch(span -> !span.code());
    }

    /// Whether the body of a routine or of a DO block holds what looks like one.
    public static boolean inCode(String sql) {
        return spans(sql).stream().anyMatch(Span::code);
    }

    /// SQL with a mask in the place of every secret, those of code as well.
    public static String masked(String sql) {
        StringBuilder masked = new StringBuilder(sql);
        for (Span span : spans(sql).reversed()) {
            masked.replace(span.start(), span.end(), MASK);
        }
        return masked.toString();
    }

    /// Any text with a mask in the place of what looks like a secret: the words of a server or of a
    /// tool that may quote SQL.
    public static String maskedText(String text) {
        String masked = text;
        for (Pattern pattern : List.of(OF_ROLE, ASSIGNED, IN_URL)) {
            masked = replaced(masked, pattern);
        }
        return masked;
    }

    /// A secret within a text.
    ///
    /// @param code whether it stands in the body of a routine or of a DO block
    private record Span(int start, int end, boolean code) {}

    /// Most statements are not worth a second look.
    private static boolean suspicious(String sql) {
        return SUSPICIOUS.matcher(sql).find();
    }

    private static List<Span> spans(String sql) {
        if (!suspicious(sql)) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>();
        for (SqlStatement part : StatementSplitter.split(sql)) {
            if (part.form() == SqlStatement.Form.STATEMENT) {
                new Reader(part, spans).read();
            }
        }
        return spans;
    }

    private static String replaced(String text, Pattern pattern) {
        Function<Matcher, String> without = found -> found.group().replace(found.group(1), MASK);
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(without.apply((Matcher) found)));
    }

    /// Reads one statement.
    private static final class Reader {
        private final SqlStatement statement;
        private final List<SqlToken> tokens;
        private final List<Span> spans;
        private final boolean ofRole;
        private final boolean ofMapping;
        private final boolean ofRoutine;
        private final boolean ofBlock;

        Reader(SqlStatement statement, List<Span> spans) {
            this.statement = statement;
            this.tokens = statement.tokens();
            this.spans = spans;
            List<String> words = statement.firstKeywords(4);
            boolean makes =
                    !words.isEmpty() && Set.of("CREATE", "ALTER").contains(words.getFirst());
            String second = words.size() > 1 ? words.get(1) : "";
            this.ofMapping = makes && words.subList(1, words.size()).contains("MAPPING");
            this.ofRole = makes && ROLES.contains(second) && !ofMapping;
            this.ofRoutine = makes && (words.contains("FUNCTION") || words.contains("PROCEDURE"));
            this.ofBlock = !words.isEmpty() && words.getFirst().equals("DO");
        }

        void read() {
            boolean options = false;
            for (int i = 0; i < tokens.size(); i++) {
                SqlToken token = tokens.get(i);
                options |= word(i).equals("OPTIONS");
                if (token.kind() == Kind.STRING) {
                    if (ofBlock || ofRoutine && body(i)) {
                        within(token, true);
                    } else if (ofRole && word(i - 1).equals("PASSWORD") || options && secret(i)) {
                        add(token);
                    } else {
                        within(token, false);
                    }
                }
            }
        }

        /// `AS 'body'`, and for C `AS 'library', 'symbol'`, which holds none.
        private boolean body(int i) {
            return word(i - 1).equals("AS");
        }

        /// The name of an option stands before its value.
        private boolean secret(int i) {
            String name = word(i - 1).toLowerCase(Locale.ROOT).replace("\"", "");
            return ofMapping
                    ? !OPEN.contains(name)
                    : NAMED.matcher(name).matches() && !OPEN.contains(name);
        }

        private void add(SqlToken token) {
            int quote = token.in(statement.text()).indexOf('\'');
            int from = statement.offset() + token.start() + Math.max(quote, 0) + 1;
            int to = statement.offset() + token.end() - 1;
            if (quote >= 0 && to > from) {
                spans.add(new Span(from, to, false));
            }
        }

        private void within(SqlToken token, boolean code) {
            String quoted = token.in(statement.text());
            String text = quoted.substring(0, quoted.length() - 1);
            int start = statement.offset() + token.start();
            List<Span> found = new ArrayList<>();
            boolean connects = CONNECTION.matcher(text).find();
            collect(IN_URL, text, start, code, found);
            if (connects) {
                collect(ASSIGNED, text, start, code, found);
            }
            if (code) {
                collect(OF_ROLE, text, start, true, found);
            }
            found.sort((a, b) -> Integer.compare(a.start(), b.start()));
            int end = 0;
            for (Span span : found) {
                if (span.start() >= end) {
                    spans.add(span);
                    end = span.end();
                }
            }
        }

        private static void collect(
                Pattern pattern, String text, int start, boolean code, List<Span> found) {
            for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
                found.add(new Span(start + matcher.start(1), start + matcher.end(1), code));
            }
        }

        private String word(int i) {
            return i < 0 || i >= tokens.size()
                    ? ""
                    : tokens.get(i).in(statement.text()).toUpperCase(Locale.ROOT);
        }
    }
}
