package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Finds the Prisma project: by what the command line names, else from the current folder upward to
/// the top of the git repository, in each folder first itself and then its workspaces.
public final class ProjectFinder {
    private static final String COMMAND_LINE = "the command line names it";

    private final Choices choices;
    private final Settings settings;
    private final List<String> found = new ArrayList<>();

    private ProjectFinder(Choices choices, Settings settings) {
        this.choices = choices;
        this.settings = settings;
    }

    /// The project.
    ///
    /// @throws BackoutException `project-not-found` when there is none, or several to choose from
    public static Project find(Choices choices, Settings settings) {
        return new ProjectFinder(choices, settings).find();
    }

    private Project find() {
        Path schema = choices.schema();
        Path directory = choices.migrations();
        if (schema != null) {
            return ofSchema(choices.folder().resolve(schema).normalize(), COMMAND_LINE);
        }
        if (directory != null) {
            return ofDirectory(choices.folder().resolve(directory).normalize());
        }
        if (settings.schema() != null) {
            return ofSchema(settings.schema(), SettingsReader.NAME + " names it");
        }
        return project(search(choices.folder()));
    }

    private Project ofSchema(Path schema, String why) {
        if (!Files.exists(schema)) {
            throw BackoutException.of(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "there is no schema %s (%s)".formatted(schema, why));
        }
        Path root = choices.folder();
        for (Path folder = schema.getParent(); folder != null; folder = folder.getParent()) {
            boolean isRoot =
                    PrismaConfigReader.find(folder) != null
                            || Files.isRegularFile(folder.resolve("package.json"));
            if (isRoot) {
                root = folder;
                break;
            }
        }
        Path file = PrismaConfigReader.find(root);
        PrismaConfig config = file == null ? null : PrismaConfigReader.read(file);
        return project(new Candidate(root, config, schema, why));
    }

    /// A directory is a migrations directory, or the folder of a project; when something of
    /// Prisma's is in it, it is the folder of a project.
    private Project ofDirectory(Path directory) {
        Candidate inside = Candidate.of(directory);
        if (inside != null) {
            return project(inside);
        }
        Candidate around = upward(directory);
        if (around != null && !directory.equals(migrations(around))) {
            around = null;
        }
        if (around != null) {
            return project(around);
        }
        tell("migrations", directory, COMMAND_LINE);
        return new Project(
                choices.folder(), null, directory, null, null, found, new ProjectTool.OfPrisma());
    }

    /// The nearest project upward of a path, without a word when there are several.
    private @Nullable Candidate upward(Path directory) {
        for (Path at = directory.getParent(); at != null; at = at.getParent()) {
            Candidate candidate = Candidate.of(at);
            if (candidate != null && !insideOfOther(candidate)) {
                return candidate;
            }
            if (Workspace.top(at)) {
                return null;
            }
        }
        return null;
    }

    private Candidate search(Path start) {
        for (Path at = start; at != null; at = at.getParent()) {
            Candidate here = Candidate.of(at);
            if (here != null && !insideOfOther(here)) {
                return here;
            }
            Workspace workspace = Workspace.of(at);
            List<Candidate> members = workspace == null ? List.of() : members(workspace);
            if (workspace != null && !members.isEmpty()) {
                return only(members, workspace);
            }
            if (Workspace.top(at)) {
                break;
            }
        }
        throw BackoutException.of(
                ErrorCode.PROJECT_NOT_FOUND,
                "no Prisma project in %s or any folder above it".formatted(start),
                "go to the project, or name its schema with --schema FILE",
                "backout looks for prisma.config.ts, package.json#prisma and prisma/schema.prisma,"
                        + " for node-pg-migrate in package.json, and for supabase/migrations");
    }

    /// Inside `prisma/`, the schema lies in the current folder, but the project is the one above.
    private static boolean insideOfOther(Candidate candidate) {
        Path parent = candidate.root().getParent();
        Candidate above =
                parent == null || candidate.config() != null ? null : Candidate.of(parent);
        return above != null && Objects.equals(above.schema(), candidate.schema());
    }

    private static List<Candidate> members(Workspace workspace) {
        List<Candidate> members = new ArrayList<>();
        for (Path folder : workspace.packages()) {
            Candidate member = Candidate.of(folder);
            if (member != null && !insideOfOther(member)) {
                members.add(member);
            }
        }
        return members;
    }

    private Candidate only(List<Candidate> members, Workspace workspace) {
        List<Candidate> fitting =
                members.stream()
                        .filter(member -> Files.isDirectory(migrations(member)))
                        .filter(member -> postgres(datasource(member)))
                        .toList();
        List<Candidate> left = fitting.isEmpty() ? members : fitting;
        if (left.size() == 1) {
            tell("project", left.getFirst().root(), "by " + workspace.why());
            return left.getFirst();
        }
        List<String> hints = new ArrayList<>();
        left.forEach(member -> hints.add("--schema " + member.shown(choices.folder())));
        throw new BackoutException(
                ErrorCode.PROJECT_NOT_FOUND,
                "there are %d Prisma projects below %s; name one of them"
                        .formatted(left.size(), workspace.root()),
                hints);
    }

    private static boolean postgres(@Nullable Datasource datasource) {
        return datasource == null || datasource.postgres();
    }

    private static @Nullable Datasource datasource(Candidate candidate) {
        Path schema = candidate.schema();
        return schema == null || !Files.exists(schema) ? null : SchemaReader.read(schema);
    }

    private Project project(Candidate candidate) {
        PrismaConfig config = candidate.config();
        Path schema = candidate.schema();
        if (config != null) {
            tell("configuration", config.file(), "read, not run");
        }
        if (schema != null) {
            tell("schema", schema, candidate.why());
        }
        Datasource datasource = datasource(candidate);
        if (datasource != null && !datasource.postgres()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s is for %s; Backout knows postgresql only"
                            .formatted(
                                    shown(datasource.file()),
                                    datasource.provider().isEmpty()
                                            ? "no provider"
                                            : datasource.provider()));
        }
        Path directory = chosenMigrations(candidate);
        return new Project(
                candidate.root(),
                schema,
                directory,
                config,
                datasource,
                found,
                new ProjectTool.OfPrisma());
    }

    private Path chosenMigrations(Candidate candidate) {
        Path named = choices.migrations();
        Path directory = named == null ? null : choices.folder().resolve(named).normalize();
        if (directory != null && !directory.equals(candidate.root())) {
            tell("migrations", directory, COMMAND_LINE);
            return directory;
        }
        if (settings.migrations() != null) {
            tell("migrations", settings.migrations(), SettingsReader.NAME + " names it");
            return settings.migrations();
        }
        PrismaConfig config = candidate.config();
        refuseUnclear(config);
        Path path = migrations(candidate);
        String why =
                config == null || config.migrations() == null
                        ? "beside the schema"
                        : shown(config.file()) + " names it";
        tell("migrations", path, why);
        return path;
    }

    private void refuseUnclear(@Nullable PrismaConfig config) {
        if (config == null) {
            return;
        }
        for (String setting : config.unclear()) {
            boolean schema = choices.schema() != null && setting.startsWith("schema");
            if (!schema) {
                throw BackoutException.of(
                        ErrorCode.CONFIGURATION_INVALID,
                        "%s cannot be understood without running it: %s"
                                .formatted(shown(config.file()), setting),
                        "name what it says with --schema FILE and --migrations DIR");
            }
        }
    }

    /// By Prisma's rule beside the file with the datasource. A schema folder `prisma/schema` often
    /// has its migrations one level up, from the time when it was a file.
    private static Path migrations(Candidate candidate) {
        PrismaConfig config = candidate.config();
        if (config != null && config.migrations() != null) {
            return config.migrations();
        }
        Path schema = candidate.schema();
        if (schema == null) {
            return candidate.root().resolve("prisma/migrations");
        }
        Datasource datasource = datasource(candidate);
        Path file = datasource == null ? schema : datasource.file();
        Path beside =
                Files.isDirectory(file)
                        ? file.resolve("migrations")
                        : file.resolveSibling("migrations");
        Path above = schema.resolveSibling("migrations");
        boolean moved = Files.isDirectory(schema) && !Files.isDirectory(beside);
        return moved && Files.isDirectory(above) ? above : beside;
    }

    private void tell(String what, Path path, String why) {
        found.add("%s: %s (%s)".formatted(what, shown(path), why));
    }

    private String shown(Path path) {
        return path.startsWith(choices.folder())
                ? choices.folder().relativize(path).toString()
                : path.toString();
    }
}
