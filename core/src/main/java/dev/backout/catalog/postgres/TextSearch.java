package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.TextSearchConfiguration;
import dev.backout.schema.TextSearchDictionary;

import java.sql.SQLException;

/// Reads text search configurations and dictionaries.
final class TextSearch {
    static final KindReader CONFIGURATIONS =
            KindReader.ofRoots(
                    "text_search_configuration", Catalogs.TS_CONFIG, TextSearch::configuration);
    static final KindReader DICTIONARIES =
            KindReader.ofRoots("text_search_dictionary", Catalogs.TS_DICT, TextSearch::dictionary);

    private TextSearch() {}

    private static TextSearchConfiguration configuration(Row row) throws SQLException {
        return new TextSearchConfiguration(
                Address.of(
                        ObjectKind.TEXT_SEARCH_CONFIGURATION, row.text("schema"), row.text("name")),
                row.text("parser"),
                row.sortedTexts("mappings"),
                row.ownerAndComment());
    }

    private static TextSearchDictionary dictionary(Row row) throws SQLException {
        return new TextSearchDictionary(
                Address.of(ObjectKind.TEXT_SEARCH_DICTIONARY, row.text("schema"), row.text("name")),
                row.text("template"),
                row.textOrNull("options"),
                row.ownerAndComment());
    }
}
