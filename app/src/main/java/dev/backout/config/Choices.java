package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/// What the command line and the process say; all else is found from here.
///
/// @param folder the current folder, absolute
/// @param environment the environment variables of the process
/// @param schema `--schema`: a file or a folder
/// @param migrations `--migrations` or a command's DIR
/// @param url `--url`
/// @param environmentName `--env`
/// @param settings `--config`: the backout.yaml to use
/// @param tool `--tool`: the migration tool
public record Choices(
        Path folder,
        Map<String, String> environment,
        @Nullable Path schema,
        @Nullable Path migrations,
        @Nullable String url,
        @Nullable String environmentName,
        @Nullable Path settings,
        @Nullable String tool) {
    /// Without a word of the migration tool.
    public Choices(
            Path folder,
            Map<String, String> environment,
            @Nullable Path schema,
            @Nullable Path migrations,
            @Nullable String url,
            @Nullable String environmentName,
            @Nullable Path settings) {
        this(folder, environment, schema, migrations, url, environmentName, settings, null);
    }

    public Choices {
        folder = folder.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /// Neither the URL nor a variable is printed: both hold passwords.
    @Override
    public String toString() {
        return "Choices[" + folder + "]";
    }

    /// Nothing on the command line.
    public static Choices none(Path folder, Map<String, String> environment) {
        return new Choices(folder, environment, null, null, null, null, null);
    }

    /// With a migrations directory.
    public Choices withMigrations(Path directory) {
        return new Choices(
                folder, environment, schema, directory, url, environmentName, settings, tool);
    }

    /// With a schema file or folder.
    public Choices withSchema(Path file) {
        return new Choices(
                folder, environment, file, migrations, url, environmentName, settings, tool);
    }

    /// With the URL of a database.
    public Choices withUrl(String text) {
        return new Choices(
                folder, environment, schema, migrations, text, environmentName, settings, tool);
    }

    /// With an environment of backout.yaml.
    public Choices withEnvironment(String name) {
        return new Choices(folder, environment, schema, migrations, url, name, settings, tool);
    }

    /// With a migration tool.
    public Choices withTool(String name) {
        return new Choices(
                folder, environment, schema, migrations, url, environmentName, settings, name);
    }
}
