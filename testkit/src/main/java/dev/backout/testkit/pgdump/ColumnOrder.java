package dev.backout.testkit.pgdump;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Rewrites what depends on the physical order of columns: the list in CREATE TABLE, the statements
/// per column after it, and the column list of extended statistics (kept by attribute number).
final class ColumnOrder {
    private static final Pattern CREATE_TABLE =
            Pattern.compile("CREATE [A-Z ]*TABLE .*? \\(\n", Pattern.DOTALL);
    private static final Pattern STATISTICS =
            Pattern.compile("(CREATE STATISTICS .* ON )(.*)( FROM .*;)", Pattern.DOTALL);
    private static final Set<String> TABLES = Set.of("TABLE", "FOREIGN TABLE");

    private ColumnOrder() {}

    static String forget(DumpKey key, String text) {
        if (key.kind().equals("STATISTICS")) {
            return forgetStatistics(text);
        }
        return TABLES.contains(key.kind()) ? forgetTable(text) : text;
    }

    private static String forgetTable(String text) {
        Matcher create = CREATE_TABLE.matcher(text);
        if (!create.find()) {
            return sortedParagraphs(text);
        }
        int start = create.end();
        SqlList list = SqlList.from(text, start);
        String columns =
                list.items().stream()
                        .map(String::strip)
                        .sorted()
                        .collect(Collectors.joining(",\n    "));
        String rest = text.substring(list.end());
        return text.substring(0, start) + "    " + columns + ",\n" + sortedParagraphs(rest);
    }

    private static String forgetStatistics(String text) {
        Matcher matcher = STATISTICS.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        List<String> columns = new ArrayList<>(SqlList.from(matcher.group(2), 0).items());
        columns.replaceAll(String::strip);
        columns.sort(null);
        return matcher.replaceFirst(
                Matcher.quoteReplacement(
                        matcher.group(1) + String.join(", ", columns) + matcher.group(3)));
    }

    private static String sortedParagraphs(String text) {
        String[] paragraphs = text.strip().split("\n\n+");
        String first = paragraphs[0];
        return first
                + List.of(paragraphs).stream()
                        .skip(1)
                        .sorted()
                        .map(paragraph -> "\n\n" + paragraph)
                        .collect(Collectors.joining());
    }
}
