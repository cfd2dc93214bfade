package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.SeparateMessages;
import dev.backout.sql.Skeleton;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.StatementSplitter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A migration file cut into statements, with the few things that only its text tells.
///
/// @param text the file
/// @param statements its statements, without empty parts and lines for psql
public record MigrationScript(String text, List<SqlStatement> statements) {
    private static final Set<String> OPENING = Set.of("BEGIN", "START");
    private static final Set<String> CLOSING = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");
    private static final Set<String> COMMITTING = Set.of("COMMIT", "END");
    private static final Set<String> ON_ROWS =
            Set.of(
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "TRUNCATE",
                    "COPY",
                    "WITH",
                    "SELECT",
                    "DO",
                    "CALL");
    private static final Pattern CONCURRENTLY =
            Pattern.compile("(?is)(CREATE|DROP|REINDEX)\\s.*\\bCONCURRENTLY\\b.*");
    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w$]+");
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?i)^(?:SET|RESET)\\s+(?:SESSION\\s+(?!AUTHORIZATION|CHARACTERISTICS))?"
                            + "\"?([\\w.]+)\"?");
    private static final Pattern NEW_SETTING =
            Pattern.compile("(?i)\\bset_config\\s*\\(\\s*'([\\w.]+)'\\s*,[^)]*\\bfalse\\s*\\)");

    /// Copies the list.
    public MigrationScript {
        statements = List.copyOf(statements);
    }

    /// Cuts a file.
    public static MigrationScript of(String sql) {
        return new MigrationScript(sql, StatementSplitter.statements(sql));
    }

    /// Whether and how the file begins and ends transactions, by its text.
    public TransactionUse transactionUse() {
        boolean any = SeparateMessages.in(text);
        boolean open = false;
        for (SqlStatement statement : statements) {
            if (controlsTransaction(statement)) {
                any = true;
                open = OPENING.contains(firstWord(statement));
            }
        }
        return open ? TransactionUse.LEFT_OPEN : any ? TransactionUse.OWN : TransactionUse.ORDINARY;
    }

    /// Whether a statement refuses to run inside a transaction, by its text.
    public static boolean refusesTransaction(SqlStatement statement) {
        String sql = statement.sql();
        return statement.beginsWith("VACUUM")
                || statement.beginsWith("ALTER", "SYSTEM")
                || statement.beginsWith("CREATE", "DATABASE")
                || statement.beginsWith("DROP", "DATABASE")
                || (CONCURRENTLY.matcher(sql).matches() && !sql.contains("'"));
    }

    /// The statements that do not begin or end a transaction.
    public List<SqlStatement> work() {
        return statements.stream().filter(s -> !controlsTransaction(s)).toList();
    }

    /// Whether the file does more than define objects: it may read and write rows.
    public boolean touchesRows() {
        return statements.stream().anyMatch(statement -> ON_ROWS.contains(firstWord(statement)));
    }

    /// Whether a name occurs in the file as a word, quoted or not, also inside code.
    public boolean mentions(String name) {
        return names(text, name);
    }

    /// Which of these names occur in the file as words; for many names, which are looked up in the
    /// words of the file instead of each being searched for.
    public Set<String> mentioned(Set<String> names) {
        Set<String> words =
                PLAIN_WORD
                        .matcher(text)
                        .results()
                        .map(match -> match.group().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return names.stream()
                .filter(name ->
                        PLAIN_WORD.matcher(name).matches()
                                ? words.contains(name.toLowerCase(Locale.ROOT))
                                : mentions(name))
                .collect(Collectors.toSet());
    }

    /// After how many statements of [#work] something may have been committed when the file failed:
    /// 0, each place where the file commits, and the end.
    public SequencedSet<Integer> commits() {
        SequencedSet<Integer> commits = new LinkedHashSet<>();
        commits.add(0);
        int done = 0;
        if (SeparateMessages.in(text)) {
            for (String message : SeparateMessages.of(text)) {
                done += of(message).work().size();
                commits.add(done);
            }
            return commits;
        }
        for (SqlStatement statement : statements) {
            if (!controlsTransaction(statement)) {
                done++;
            } else if (COMMITTING.contains(firstWord(statement))) {
                commits.add(done);
            }
        }
        commits.add(done);
        return commits;
    }

    /// Whether a statement can write rows, by its first word: then running it twice is not the same
    /// as running it once.
    public static boolean mayWriteRows(SqlStatement statement) {
        return ON_ROWS.contains(firstWord(statement));
    }

    /// The settings that stay changed in the session, `search_path` and the like, in lower case.
    public Set<String> settings() {
        Set<String> names = new LinkedHashSet<>();
        for (SqlStatement statement : statements) {
            String name = setting(statement);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /// The line of the first statement that names the object, 0 when none does.
    public int lineOf(Address address) {
        String name = address.path().get(address.kind() == ObjectKind.ROUTINE ? 1 : last(address));
        Pattern word = word(name);
        String table = last(address) == 2 ? address.path().get(1) : name;
        Pattern tableWord = word(table);
        int byName = 0;
        for (SqlStatement statement : statements) {
            if (word.matcher(statement.text()).find(bodyOf(statement))) {
                if (tableWord.matcher(statement.text()).find(bodyOf(statement))) {
                    return statement.line();
                }
                byName = byName == 0 ? statement.line() : byName;
            }
        }
        return byName;
    }

    /// The line of the first statement that begins with one of these words or sets of words, 0 when
    /// none does.
    public int lineOfStatement(String... beginnings) {
        for (SqlStatement statement : statements) {
            String words = String.join(" ", statement.firstKeywords(4)) + " ";
            for (String beginning : beginnings) {
                if (words.startsWith(beginning + " ")) {
                    return statement.line();
                }
            }
        }
        return 0;
    }

    /// The line of the first statement that leaves this setting changed, 0 when none does.
    public int lineOfSetting(String name) {
        return statements.stream()
                .filter(statement -> setting(statement).equals(name))
                .findFirst()
                .map(SqlStatement::line)
                .orElse(0);
    }

    /// Whether a name occurs in the text as a word, quoted or not, also inside code.
    static boolean names(String text, String name) {
        return word(name).matcher(text).find();
    }

    /// Comments before a statement often name what is lost by a later one.
    private static int bodyOf(SqlStatement statement) {
        return statement.start() - statement.offset();
    }

    private static int last(Address address) {
        return address.path().size() - 1;
    }

    private static Pattern word(String name) {
        return Pattern.compile(
                "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static boolean controlsTransaction(SqlStatement statement) {
        String word = firstWord(statement);
        return OPENING.contains(word)
                ? !word.equals("START") || statement.beginsWith("START", "TRANSACTION")
                : CLOSING.contains(word) && !rollsBackToSavepoint(statement);
    }

    private static boolean rollsBackToSavepoint(SqlStatement statement) {
        return statement.firstKeywords(4).contains("TO");
    }

    private static String firstWord(SqlStatement statement) {
        return statement.firstKeywords(1).stream().collect(Collectors.joining());
    }

    private static String setting(SqlStatement statement) {
        String word = firstWord(statement);
        if (word.equals("SELECT")) {
            Matcher matcher = NEW_SETTING.matcher(statement.sql());
            return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        }
        boolean sets = word.equals("SET") || word.equals("RESET");
        Matcher matcher = SETTING.matcher(sets ? Skeleton.of(statement.sql()) : "");
        if (!matcher.find()) {
            return "";
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "local", "constraints", "transaction" -> "";
            case "time" -> "timezone";
            case "session" -> "session authorization";
            default -> name;
        };
    }
}
