package dev.backout.platform;

import java.util.List;
import java.util.Set;

/// A service that puts a database among things of its own: roles, schemas, tables that applications
/// refer to and may not alter. Which one it is follows from the database, not from the migration
/// tool. Immutable.
///
/// @param name what people call it; empty for none
/// @param owner the role that runs migrations; empty for any
/// @param services the roles of the service, to which its things belong
/// @param applications further roles that are there beforehand
/// @param schemas schemas in which everything is the service's
/// @param shared schemas in which the application may have something of its own
/// @param publications publications that the service makes and the application fills
/// @param extensions extensions that every database of the service has
/// @param extensionSchema the schema for extensions
/// @param setup SQL that makes an empty database look like one of the service
public record Platform(
        String name,
        String owner,
        List<String> services,
        List<String> applications,
        Set<String> schemas,
        Set<String> shared,
        Set<String> publications,
        Set<String> extensions,
        String extensionSchema,
        String setup) {
    /// An ordinary server.
    public static final Platform NONE =
            new Platform(
                    "", "", List.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), "public",
                    "");

    /// Copies the collections.
    public Platform {
        services = List.copyOf(services);
        applications = List.copyOf(applications);
        schemas = Set.copyOf(schemas);
        shared = Set.copyOf(shared);
        publications = Set.copyOf(publications);
        extensions = Set.copyOf(extensions);
    }

    /// Whether there is none.
    public boolean none() {
        return name.isEmpty();
    }

    /// Whether a schema came with the service.
    public boolean hasSchema(String schema) {
        return schemas.contains(schema) || shared.contains(schema);
    }
}
