package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.DbObject;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;
import dev.backout.schema.View;
import dev.backout.schema.ViewColumn;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads views and materialized views with their columns.
final class Views {
    static final KindReader READER = KindReader.ofRoots("view", Catalogs.CLASS, Views::view);

    private Views() {}

    private static DbObject view(Row row) throws SQLException {
        return row.flag("materialized") ? materialized(row) : plain(row);
    }

    private static View plain(Row row) throws SQLException {
        return new View(
                Address.of(ObjectKind.VIEW, row.text("schema"), row.text("name")),
                row.text("definition"),
                row.sortedTexts("options"),
                columns(row),
                row.standing());
    }

    private static MaterializedView materialized(Row row) throws SQLException {
        return new MaterializedView(
                Address.of(ObjectKind.MATERIALIZED_VIEW, row.text("schema"), row.text("name")),
                row.text("definition"),
                Tables.options(row),
                columns(row),
                row.textOrNull("access_method"),
                row.textOrNull("tablespace"),
                row.flag("populated"),
                row.standing());
    }

    private static List<ViewColumn> columns(Row row) throws SQLException {
        String owner = row.text("owner");
        List<String> names = row.texts("column_names");
        List<String> types = row.texts("column_types");
        List<@Nullable String> collations = row.nullableTexts("column_collations");
        List<@Nullable String> defaults = row.nullableTexts("column_defaults");
        List<@Nullable String> options = row.nullableTexts("column_options");
        List<@Nullable String> acls = row.nullableTexts("column_acls");
        List<@Nullable String> comments = row.nullableTexts("column_comments");
        List<ViewColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(
                    new ViewColumn(
                            names.get(i),
                            types.get(i),
                            collations.get(i),
                            defaults.get(i),
                            Row.parts(options.get(i)).stream().sorted().toList(),
                            new Standing(
                                    null,
                                    row.parseGrants(Row.parts(acls.get(i)), owner),
                                    comments.get(i))));
        }
        return columns;
    }
}
