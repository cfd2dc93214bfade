package dev.backout.testkit.random;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the braces of a template with what is in the database. The same seed and the same database
/// give the same text. Not thread-safe.
final class Choices {
    private static final Pattern BRACES = Pattern.compile("\\{([a-z]+)}");
    private static final String TABLE = "{table}";
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

    private final Inventory inventory;
    private final Random random;
    private int names;

    Choices(Inventory inventory, Random random) {
        this.inventory = inventory;
        this.random = random;
    }

    /// The operation's SQL, or an empty text when the database has nothing to choose from.
    ///
    /// Parts are those of the last table in the text, or of the first one when they stand before
    /// it.
    String fill(String template) throws SQLException {
        StringBuilder sql = new StringBuilder();
        String table = template.contains(TABLE) ? pick(inventory.names("table", "")) : "";
        boolean first = true;
        Matcher braces = BRACES.matcher(template);
        while (braces.find()) {
            String kind = braces.group(1);
            if (kind.equals("table") && !first) {
                table = pick(inventory.names(kind, ""));
            }
            first &= !kind.equals("table");
            String choice = kind.equals("table") ? table : choose(kind, table);
            if (choice.isEmpty()) {
                return "";
            }
            braces.appendReplacement(sql, Matcher.quoteReplacement(choice));
        }
        return braces.appendTail(sql).toString();
    }

    private String choose(String kind, String table) throws SQLException {
        return switch (kind) {
            case "new" -> freshName();
            case "type" -> pick(types());
            default ->
                    Inventory.isPart(kind) && table.isEmpty()
                            ? ""
                            : pick(inventory.names(kind, table));
        };
    }

    private String freshName() {
        String name = pick(NAMES);
        String number = Integer.toString(++names);
        return name.endsWith("\"")
                ? name.substring(0, name.length() - 1) + number + "\""
                : name + number;
    }

    private List<String> types() throws SQLException {
        List<String> types = new ArrayList<>(TYPES);
        for (String kind : List.of("enum", "domain", "composite")) {
            types.addAll(inventory.names(kind, ""));
        }
        return types;
    }

    private String pick(List<String> choices) {
        return choices.isEmpty() ? "" : choices.get(random.nextInt(choices.size()));
    }
}
