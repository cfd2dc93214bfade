package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.DefaultPrivileges;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;

import java.sql.SQLException;

/// Reads default privileges. The role they are for is the grantor of all of them.
final class DefaultGrants {
    static final KindReader READER =
            KindReader.ofRoots(
                    "default_privileges", Catalogs.DEFAULT_ACL, DefaultGrants::privileges);

    private DefaultGrants() {}

    private static DefaultPrivileges privileges(Row row) throws SQLException {
        String role = row.text("role");
        return new DefaultPrivileges(
                Address.of(
                        ObjectKind.DEFAULT_PRIVILEGES, role, row.text("schema"), row.text("kind")),
                new Standing(null, row.grants("acl", role), null));
    }
}
