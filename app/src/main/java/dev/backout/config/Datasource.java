package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// The `datasource` block of a Prisma schema.
///
/// @param file the file it stands in
/// @param provider `postgresql`, `mysql`, ...; empty when the block has none
/// @param url where the URL is; null in Prisma 7
/// @param directUrl where the URL past the pooler is, or null
/// @param schemas the schemas of the database that the project models
public record Datasource(
        Path file,
        String provider,
        @Nullable UrlSource url,
        @Nullable UrlSource directUrl,
        List<String> schemas) {
    public Datasource {
        schemas = List.copyOf(schemas);
    }

    /// Whether it is a database that Backout can work with.
    public boolean postgres() {
        return provider.equals("postgresql") || provider.equals("postgres");
    }
}
