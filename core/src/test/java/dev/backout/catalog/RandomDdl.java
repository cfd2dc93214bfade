package dev.backout.catalog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Random statements that change a schema, from the templates of `random-ddl.sql`. What stands in
/// braces is replaced by something that exists; `{column}` and the like belong to the table that
/// was chosen last.
final class RandomDdl {
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final String RELATION =
            """
            select format('%%I.%%I', n.nspname, c.relname) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.oid >= 16384 and c.relkind in (%s) and n.nspname <> 'pg_toast'
            and (?::text is null or true)
            and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e') order by c.oid
            """;
    private static final Map<String, String> CHOICES =
            Map.ofEntries(
                    Map.entry("table", RELATION.formatted("'r', 'p'")),
                    Map.entry("partitioned", RELATION.formatted("'p'")),
                    Map.entry("view", RELATION.formatted("'v'")),
                    Map.entry("matview", RELATION.formatted("'m'")),
                    Map.entry("foreign", RELATION.formatted("'f'")),
                    Map.entry("index", RELATION.formatted("'i', 'I'")),
                    Map.entry("sequence", RELATION.formatted("'S'")),
                    Map.entry(
                            "column",
                            """
                            select quote_ident(attname) from pg_attribute
                            where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum
                            """),
                    Map.entry(
                            "constraint",
                            "select quote_ident(conname) from pg_constraint where conrelid ="
                                    + " ?::regclass order by oid"),
                    Map.entry(
                            "trigger",
                            "select quote_ident(tgname) from pg_trigger where tgrelid = ?::regclass"
                                    + " and not tgisinternal order by oid"),
                    Map.entry(
                            "policy",
                            "select quote_ident(polname) from pg_policy where polrelid ="
                                    + " ?::regclass order by oid"),
                    Map.entry(
                            "rule",
                            "select quote_ident(rulename) from pg_rewrite where ev_class ="
                                    + " ?::regclass and rulename <> '_RETURN' order by oid"),
                    Map.entry(
                            "schema",
                            "select quote_ident(nspname) from pg_namespace where (oid >= 16384 or"
                                + " oid = 2200) and nspname !~ '^pg_' and (?::text is null or true)"
                                + " order by oid"),
                    Map.entry(
                            "statistics",
                            "select format('%I.%I', nspname, stxname) from pg_statistic_ext s join"
                                + " pg_namespace n on n.oid = stxnamespace where (?::text is null"
                                + " or true) order by s.oid"),
                    Map.entry("enum", type("e")),
                    Map.entry("domain", type("d")),
                    Map.entry("composite", type("c")),
                    Map.entry("range", type("r")),
                    Map.entry(
                            "label",
                            "select quote_literal(enumlabel) from pg_enum where enumtypid ="
                                    + " ?::regtype order by oid"),
                    Map.entry(
                            "function",
                            "select format('%I.%I(%s)', nspname, proname,"
                                + " pg_get_function_identity_arguments(p.oid)) from pg_proc p join"
                                + " pg_namespace n on n.oid = pronamespace where p.oid >= 16384 and"
                                + " p.prokind = 'f' and p.prorettype <> 'trigger'::regtype and not"
                                + " exists (select from pg_depend e where e.objid = p.oid and"
                                + " e.deptype in ('e', 'i')) and (?::text is null or true) order by"
                                + " p.oid"),
                    Map.entry(
                            "type",
                            "select format('%I.%I', nspname, typname) from pg_type t join"
                                + " pg_namespace n on n.oid = typnamespace where (t.oid >= 16384"
                                + " and typtype in ('e', 'd', 'c', 'r') or typname in ('int4',"
                                + " 'text', 'numeric', 'timestamptz', 'jsonb')) and n.nspname not"
                                + " in ('information_schema') and (?::text is null or true) order"
                                + " by t.oid"));

    private static String type(String letter) {
        return """
        select format('%%I.%%I', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace
        left join pg_class c on c.oid = t.typrelid
        where t.oid >= 16384 and t.typtype = '%s' and (c.oid is null or c.relkind = 'c') and (?::text is null or true) order by t.oid
        """
                .formatted(letter);
    }

    private static final Set<String> WHOLES =
            Set.of("table", "partitioned", "view", "matview", "foreign", "enum");

    private final Connection connection;
    private final Random random;
    private final List<String> templates;
    private int names;

    RandomDdl(Connection connection, long seed) {
        this.connection = connection;
        this.random = new Random(seed);
        this.templates = templates();
    }

    /// The next statement, or null when the chosen template found nothing to work on.
    @org.jspecify.annotations.Nullable
    String next() throws SQLException {
        String template = templates.get(random.nextInt(templates.size()));
        @Nullable String first = firstWhole(template);
        String context = first == null ? "" : choose(first, "");
        if (first != null && context.isEmpty()) {
            return null;
        }
        boolean used = false;
        Matcher hole = HOLE.matcher(template);
        StringBuilder sql = new StringBuilder();
        while (hole.find()) {
            String word = hole.group(1);
            String value;
            if (word.equals(first) && !used) {
                value = context;
                used = true;
            } else {
                value = word.equals("new") ? "n" + ++names : choose(word, context);
            }
            if (value.isEmpty()) {
                return null;
            }
            context = WHOLES.contains(word) ? value : context;
            hole.appendReplacement(sql, Matcher.quoteReplacement(value));
        }
        return hole.appendTail(sql).toString();
    }

    /// The first thing that is named which has parts: parts may be named before it.
    private static @Nullable String firstWhole(String template) {
        return HOLE.matcher(template)
                .results()
                .map(hole -> hole.group(1))
                .filter(WHOLES::contains)
                .findFirst()
                .orElse(null);
    }

    private String choose(String word, String context) throws SQLException {
        String query = CHOICES.get(word);
        if (query == null) {
            throw new IllegalArgumentException(word);
        }
        if (context.isEmpty() && query.contains("?::reg")) {
            throw new IllegalArgumentException(word + " of nothing");
        }
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, context);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    values.add(result.getString(1));
                }
            }
        }
        return values.isEmpty() ? "" : values.get(random.nextInt(values.size()));
    }

    private static List<String> templates() {
        try (InputStream in = RandomDdl.class.getResourceAsStream("random-ddl.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
