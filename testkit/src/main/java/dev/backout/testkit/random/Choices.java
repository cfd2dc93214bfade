package dev.backout.testkit.random;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the braces of a template with what is in the database. The same seed and the same database
/// give the same text. Not thread-safe.
final class Choices {
    private static final Pattern BRACES = Pattern.compile("\\{([a-z]+)}");
    private static final List<String> NAMES =
            List.of(
                    "plain",
                    "\"Upper\"",
                    "\"two words\"",
                    "\"quo\"\"te\"",
                    "\"select\"",
                    "\"ünï.表\"");
    private static final List<String> TYPES =
            List.of(
                    "int",
                    "bigint",
                    "text",
                    "varchar(20)",
                    "numeric(8, 2)",
                    "boolean",
                    "timestamptz(3)",
                    "date",
                    "uuid",
                    "jsonb",
                    "int[]",
                    "bytea",
                    "inet",
                    "char(3)",
                    "double precision");
    private static final String OURS = " n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    private static final String RELATIONS =
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
                    + OURS
                    + " AND c.relkind";
    private static final String OF_TYPE =
            "SELECT format('%I.%I', n.nspname, t.typname) FROM pg_type t"
                    + " JOIN pg_namespace n ON n.oid = t.typnamespace"
                    + " LEFT JOIN pg_class c ON c.oid = t.typrelid"
                    + " WHERE"
                    + OURS
                    + " AND coalesce(c.relkind, 'c') = 'c' AND t.typtype = ";
    private static final String ROUTINES =
            " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE" + OURS;
    private static final Map<String, String> QUERIES =
            Map.ofEntries(
                    Map.entry(
                            "schema",
                            "SELECT format('%I', n.nspname) FROM pg_namespace n WHERE" + OURS),
                    Map.entry("table", RELATIONS + " IN ('r', 'p')"),
                    Map.entry("partitioned", RELATIONS + " = 'p'"),
                    Map.entry("view", RELATIONS + " = 'v'"),
                    Map.entry("matview", RELATIONS + " = 'm'"),
                    Map.entry("index", RELATIONS + " IN ('i', 'I')"),
                    Map.entry("sequence", RELATIONS + " = 'S'"),
                    Map.entry("enum", OF_TYPE + "'e'"),
                    Map.entry("domain", OF_TYPE + "'d'"),
                    Map.entry("composite", OF_TYPE + "'c'"),
                    Map.entry("function", "SELECT p.oid::regprocedure::text" + ROUTINES),
                    Map.entry(
                            "triggerfunction",
                            "SELECT format('%I.%I', n.nspname, p.proname)"
                                    + ROUTINES
                                    + " AND p.prorettype = 'trigger'::regtype"),
                    Map.entry(
                            "statistics",
                            "SELECT format('%I.%I', n.nspname, s.stxname) FROM pg_statistic_ext s"
                                    + " JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE"
                                    + OURS));
    private static final Map<String, String> PARTS =
            Map.of(
                    "column",
                    "SELECT format('%%I', attname) FROM pg_attribute WHERE attnum > 0"
                            + " AND NOT attisdropped AND attrelid = %s::regclass",
                    "constraint",
                    "SELECT format('%%I', conname) FROM pg_constraint WHERE conrelid ="
                            + " %s::regclass",
                    "trigger",
                    "SELECT format('%%I', tgname) FROM pg_trigger WHERE NOT tgisinternal"
                            + " AND tgrelid = %s::regclass",
                    "policy",
                    "SELECT format('%%I', polname) FROM pg_policy WHERE polrelid = %s::regclass",
                    "rule",
                    "SELECT format('%%I', rulename) FROM pg_rewrite WHERE ev_class = %s::regclass");

    private final Connection connection;
    private final Random random;
    private int names;

    Choices(Connection connection, Random random) {
        this.connection = connection;
        this.random = random;
    }

    /// The operation's SQL, or an empty text when the database has nothing to choose from.
    String fill(String template) throws SQLException {
        String table = "";
        StringBuilder sql = new StringBuilder();
        Matcher braces = BRACES.matcher(withTableFirst(template));
        while (braces.find()) {
            String word = braces.group(1);
            String choice = choose(word, table);
            if (choice.isEmpty()) {
                return "";
            }
            if (word.equals("table")) {
                table = choice;
            }
            braces.appendReplacement(sql, Matcher.quoteReplacement(choice));
        }
        braces.appendTail(sql);
        return sql.toString();
    }

    /// A part may stand before its table, so the table is chosen in front and used at both places.
    private String withTableFirst(String template) throws SQLException {
        if (!template.matches(".*\\{(column|constraint|trigger|policy|rule)}.*\\{table}.*")) {
            return template;
        }
        String table = choose("table", "");
        String filled = template.replace("{table}", table);
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            String braces = "{" + part.getKey() + "}";
            while (!table.isEmpty() && filled.contains(braces)) {
                String choice = choose(part.getKey(), table);
                filled =
                        choice.isEmpty()
                                ? filled.replace(braces, "{nothing}")
                                : filled.replaceFirst(
                                        Pattern.quote(braces), Matcher.quoteReplacement(choice));
            }
        }
        return filled;
    }

    private String choose(String word, String table) throws SQLException {
        if (word.equals("new")) {
            String name = pick(NAMES);
            String number = Integer.toString(++names);
            return name.endsWith("\"")
                    ? name.substring(0, name.length() - 1) + number + "\""
                    : name + number;
        }
        if (word.equals("type")) {
            List<String> types = new ArrayList<>(TYPES);
            types.addAll(column(QUERIES.get("enum")));
            types.addAll(column(QUERIES.get("domain")));
            types.addAll(column(QUERIES.get("composite")));
            return pick(types);
        }
        String part = PARTS.get(word);
        if (part != null) {
            return table.isEmpty()
                    ? ""
                    : pick(column(part.formatted("'" + table.replace("'", "''") + "'")));
        }
        String query = QUERIES.get(word);
        return query == null ? "" : pick(column(query));
    }

    private String pick(List<String> choices) {
        return choices.isEmpty() ? "" : choices.get(random.nextInt(choices.size()));
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        values.sort(null);
        return values;
    }
}
