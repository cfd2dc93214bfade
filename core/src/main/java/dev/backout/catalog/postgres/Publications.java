package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Publication;
import dev.backout.schema.PublishedTable;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads publications.
final class Publications {
    static final KindReader READER =
            KindReader.ofRoots("publication", Catalogs.PUBLICATION, Publications::publication);

    private Publications() {}

    private static Publication publication(Row row) throws SQLException {
        return new Publication(
                Address.of(ObjectKind.PUBLICATION, row.text("name")),
                row.flag("all_tables"),
                tables(row),
                row.texts("schemas"),
                options(row),
                row.ownerAndComment());
    }

    private static List<PublishedTable> tables(Row row) throws SQLException {
        List<String> oids = row.texts("table_oids");
        List<String> schemas = row.texts("table_schemas");
        List<String> names = row.texts("table_names");
        List<@Nullable String> filters = row.nullableTexts("filters");
        List<String> owners = row.texts("column_tables");
        List<String> columns = row.texts("column_names");
        List<PublishedTable> tables = new ArrayList<>();
        for (int i = 0; i < oids.size(); i++) {
            String oid = oids.get(i);
            tables.add(
                    new PublishedTable(
                            Address.of(ObjectKind.TABLE, schemas.get(i), names.get(i)),
                            IntStream.range(0, owners.size())
                                    .filter(c -> owners.get(c).equals(oid))
                                    .mapToObj(columns::get)
                                    .toList(),
                            withoutParentheses(filters.get(i))));
        }
        return tables;
    }

    private static @Nullable String withoutParentheses(@Nullable String filter) {
        return filter != null && isInParentheses(filter)
                ? filter.substring(1, filter.length() - 1)
                : filter;
    }

    /// Whether the first parenthesis is closed by the last character; quotes hide parentheses.
    private static boolean isInParentheses(String filter) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < filter.length(); i++) {
            char c = filter.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (depth == 0) {
                return i > 0 && i == filter.length() - 1;
            }
        }
        return false;
    }

    private static List<String> options(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        options.add("publish=" + row.text("publish"));
        options.add("publish_via_partition_root=" + row.flag("via_root"));
        String generated = row.textOrNull("generated_columns");
        if (generated != null) {
            options.add("publish_generated_columns=" + generated);
        }
        return options;
    }
}
