package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ForeignDataWrapper;
import dev.backout.schema.ForeignServer;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;
import dev.backout.schema.UserMapping;

import java.sql.SQLException;

/// Reads foreign-data wrappers, foreign servers and user mappings.
final class ForeignAccess {
    static final KindReader WRAPPERS =
            KindReader.ofRoots(
                    "foreign_data_wrapper", Catalogs.FOREIGN_DATA_WRAPPER, ForeignAccess::wrapper);
    static final KindReader SERVERS =
            KindReader.ofRoots("foreign_server", Catalogs.FOREIGN_SERVER, ForeignAccess::server);
    static final KindReader USER_MAPPINGS =
            KindReader.ofRoots("user_mapping", Catalogs.USER_MAPPING, ForeignAccess::userMapping);

    private ForeignAccess() {}

    private static ForeignDataWrapper wrapper(Row row) throws SQLException {
        return new ForeignDataWrapper(
                Address.of(ObjectKind.FOREIGN_DATA_WRAPPER, row.text("name")),
                row.textOrNull("handler"),
                row.textOrNull("validator"),
                row.sortedTexts("options"),
                row.standing());
    }

    private static ForeignServer server(Row row) throws SQLException {
        return new ForeignServer(
                Address.of(ObjectKind.FOREIGN_SERVER, row.text("name")),
                row.text("wrapper"),
                row.textOrNull("type"),
                row.textOrNull("version"),
                row.sortedTexts("options"),
                row.standing());
    }

    private static UserMapping userMapping(Row row) throws SQLException {
        return new UserMapping(
                Address.of(ObjectKind.USER_MAPPING, row.text("server"), row.text("user_name")),
                row.sortedTexts("options"),
                Standing.NONE);
    }
}
