package dev.backout.config;

import dev.backout.approval.ApprovalRules;
import dev.backout.backup.BackupSettings;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.message.MessageSettings;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.MigrationTool;
import dev.backout.migration.nodepgmigrate.NodePgMigrate;
import dev.backout.migration.prisma.Prisma;
import dev.backout.migration.supabase.Supabase;
import dev.backout.owners.Owners;
import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.reference.References;
import dev.backout.runbook.Runbook;
import dev.backout.scratch.ScratchRequest;
import dev.backout.verify.SmokeQuery;
import dev.backout.window.Window;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that a command needs to know before it begins. Reading it opens no connection.
///
/// @param choices the command line
/// @param settings `backout.yaml`
/// @param project the project
/// @param variables the environment and `.env`
public record Configuration(
        Choices choices, Settings settings, Project project, Variables variables) {
    /// Reads the settings, finds the project and reads its `.env`.
    ///
    /// @throws dev.backout.error.BackoutException `project-not-found`, `configuration-invalid`
    public static Configuration read(Choices choices) {
        Settings settings = SettingsReader.find(choices);
        Project project = ToolFinder.find(choices, settings);
        List<Path> files = new ArrayList<>(project.dotEnvFiles());
        files.add(choices.folder().resolve(".env"));
        files.add(Workspace.topOf(project.root()).resolve(".env"));
        Variables variables = Variables.of(choices.environment(), files);
        return new Configuration(choices, settings, project, variables);
    }

    /// The database of a command that needs no project: the plan file says what is to be done.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static Target targetWithoutProject(Choices choices) {
        return finderWithoutProject(choices).required();
    }

    /// The same, or null when none is named.
    public static @Nullable Target targetIfNamedWithoutProject(Choices choices) {
        return finderWithoutProject(choices).find();
    }

    private static TargetFinder finderWithoutProject(Choices choices) {
        Settings settings = SettingsReader.find(choices);
        List<Path> files = List.of(choices.folder().resolve(".env"));
        Variables variables = Variables.of(choices.environment(), files);
        return new TargetFinder(choices, settings, null, variables);
    }

    /// How backups are taken and checked; no project is needed.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static BackupSettings backupSettings(Choices choices) {
        return SettingsReader.find(choices).backup();
    }

    /// What `verify` asks a database besides: what its environment says, else what the file says.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static List<SmokeQuery> smokeQueries(Choices choices, Target target) {
        Settings settings = SettingsReader.find(choices);
        Settings.Environment environment =
                target.environment() == null
                        ? null
                        : settings.environments().get(target.environment());
        List<SmokeQuery> own = environment == null ? null : environment.smokeQueries();
        return own == null ? settings.smokeQueries() : own;
    }

    /// Whose word a run on a database needs. A database that no environment names is treated as
    /// production: the strictest rules of any environment hold there, so that a URL on the command
    /// line is no way around them. Neither is the name of another environment: those of every
    /// environment for production that means the same database hold, too.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static ApprovalRules approvals(Choices choices, Target target) {
        Map<String, Settings.Environment> environments =
                SettingsReader.find(choices).environments();
        List<String> names = new ArrayList<>();
        if (target.environment() == null) {
            environments.values().stream()
                    .filter(Settings.Environment::production)
                    .forEach(one -> names.add(one.name()));
        } else {
            names.addAll(finderWithoutProject(choices).productionsOf(target.address()));
            names.add(target.environment());
        }
        return environments.values().stream()
                .filter(one -> names.contains(one.name()))
                .map(Settings.Environment::approvals)
                .max(Comparator.comparingInt(ApprovalRules::people))
                .orElse(ApprovalRules.NONE);
    }

    /// Whose tables are whose; no project is needed.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static Owners owners(Choices choices) {
        return SettingsReader.find(choices).owners();
    }

    /// Who is told of what is done on a database; nobody where no environment names it.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static MessageSettings messages(Choices choices, Target target) {
        Settings.Environment own = environment(choices, target);
        return own == null ? MessageSettings.NONE : own.messages();
    }

    /// When runs may begin on a database; null for whenever, and where no environment names it.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static @Nullable Window window(Choices choices, Target target) {
        Settings.Environment own = environment(choices, target);
        return own == null ? null : own.window();
    }

    /// Fills references of `backout.yaml` in; no project is needed.
    public static References references(Choices choices) {
        Path file = SettingsReader.find(choices).file();
        Variables variables =
                Variables.of(choices.environment(), List.of(choices.folder().resolve(".env")));
        return new References(
                variables::value, file == null ? choices.folder() : file.resolveSibling(""));
    }

    /// What is done around the database of a run. Nothing for a database that no environment names.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static Runbook runbook(Choices choices, Target target) {
        Settings.Environment own = environment(choices, target);
        return own == null ? Runbook.NONE : own.runbook();
    }

    private static Settings.@Nullable Environment environment(Choices choices, Target target) {
        return target.environment() == null
                ? null
                : SettingsReader.find(choices).environments().get(target.environment());
    }

    /// The database, with or without a project around; null when none is named.
    public static @Nullable Target targetIfNamed(Choices choices) {
        try {
            return read(choices).targetIfNamed();
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.PROJECT_NOT_FOUND) {
                throw e;
            }
            List<Path> files = List.of(choices.folder().resolve(".env"));
            Variables variables = Variables.of(choices.environment(), files);
            return new TargetFinder(choices, SettingsReader.find(choices), null, variables).find();
        }
    }

    /// Where scratch databases are made for a dump, with or without a project around.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid` about `scratch.url`
    public static ScratchRequest scratch(Choices choices, int major) {
        Settings settings = SettingsReader.find(choices);
        return switch (settings.scratch()) {
            case Settings.Scratch.Embedded _ -> new ScratchRequest.Matching(major, null);
            case Settings.Scratch.Binaries binaries ->
                    new ScratchRequest.LocalBinaries(binaries.folder());
            case Settings.Scratch.Server server -> {
                List<Path> files = List.of(choices.folder().resolve(".env"));
                Variables variables = Variables.of(choices.environment(), files);
                DatabaseAddress address =
                        new TargetFinder(choices, settings, null, variables)
                                .address(server.url(), "scratch.url");
                Secret password = address.password();
                yield new ScratchRequest.Given(
                        address.jdbcUrl(),
                        address.user(),
                        password == null ? "" : password.reveal());
            }
        };
    }

    /// The migration tool of a command that needs no project.
    public static MigrationTool toolWithoutProject(Choices choices, Target target) {
        Settings settings = SettingsReader.find(choices);
        String tool = ToolNames.chosen(choices, settings);
        if (ProjectTool.NODE_PG_MIGRATE.equals(tool)) {
            return NodePgMigrate.of(NodePgFinder.settings(choices, settings), choices.folder());
        }
        if (ProjectTool.SUPABASE.equals(tool)) {
            return Supabase.bare();
        }
        List<Path> files = List.of(choices.folder().resolve(".env"));
        return new Prisma(
                target.address().schema(), locking(Variables.of(choices.environment(), files)));
    }

    /// The database.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid` when none is named
    public Target target() {
        return finder().required();
    }

    /// The database, or null when none is named.
    public @Nullable Target targetIfNamed() {
        return finder().find();
    }

    /// The migration tool, for a database of which the schema is known.
    public MigrationTool tool(Target target) {
        return switch (project.tool()) {
            case ProjectTool.OfPrisma() ->
                    new Prisma(target.address().schema(), locking(variables));
            case ProjectTool.OfNodePgMigrate nodePg -> nodePg(nodePg);
            case ProjectTool.OfSupabase _ -> Supabase.in(project.migrations());
        };
    }

    private MigrationTool nodePg(ProjectTool.OfNodePgMigrate tool) {
        return NodePgMigrate.of(tool.settings(), project.root());
    }

    /// The migration tool where only its directory matters.
    public MigrationTool tool() {
        return switch (project.tool()) {
            case ProjectTool.OfPrisma() -> Prisma.usual();
            case ProjectTool.OfNodePgMigrate nodePg -> nodePg(nodePg);
            case ProjectTool.OfSupabase _ -> Supabase.in(project.migrations());
        };
    }

    /// The schemas that the project's migrations fill: what a reset drops.
    public List<String> schemas(Target target) {
        return switch (project.tool()) {
            case ProjectTool.OfPrisma() -> {
                Datasource datasource = project.datasource();
                yield datasource == null || datasource.schemas().isEmpty()
                        ? List.of(target.address().schema())
                        : datasource.schemas();
            }
            case ProjectTool.OfNodePgMigrate nodePg -> nodePg.settings().schemas();
            case ProjectTool.OfSupabase _ -> List.of(target.address().schema());
        };
    }

    /// The command that seeds a development database, as Prisma has it: of `prisma.config.ts`, else
    /// of `package.json`. Null when there is none.
    public @Nullable String seed() {
        PrismaConfig config = project.config();
        if (!(project.tool() instanceof ProjectTool.OfPrisma)) {
            return null;
        }
        if (config != null && config.seed() != null) {
            return config.seed();
        }
        return Candidate.packageJson(project.root()).at("prisma", "seed")
                        instanceof Document.Text text
                ? text.text()
                : null;
    }

    /// The variables that the project reads the URL of its database from.
    public List<String> urlVariables() {
        return finder().declaredNames();
    }

    /// The environments for production that mean the same database, under another name perhaps.
    public List<String> productionsOf(Target target) {
        return finder().productionsOf(target.address());
    }

    /// The major version that the project says its database has, or null.
    public @Nullable Integer major() {
        return project.tool() instanceof ProjectTool.OfSupabase(Integer major) ? major : null;
    }

    /// The platform that databases of the project are on, where none can be asked.
    public Platform platform() {
        Platform named = settings.tools().platform();
        return named == null && project.tool() instanceof ProjectTool.OfSupabase
                ? Platforms.SUPABASE
                : named == null ? Platform.NONE : named;
    }

    /// The server that somebody runs for scratch databases.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public DatabaseAddress scratchAddress(Settings.Scratch.Server server) {
        Path file = settings.file();
        Path parent = file == null ? null : file.getParent();
        Path base = parent == null ? choices.folder() : parent;
        String url = new References(variables::value, base).url(server.url(), "scratch.url").text();
        return DatabaseAddress.parse(url, base);
    }

    /// The top of the repository or workspace around the project: what reports tell paths from.
    public Path top() {
        return Workspace.topOf(project.root());
    }

    /// The top of the git repository around a folder, or the folder itself when there is none.
    public static Path topOf(Path folder) {
        return Workspace.topOf(folder);
    }

    /// The environment of that name.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid` when there is none
    public static Settings.Environment environment(Choices choices, String name) {
        return TargetFinder.environment(SettingsReader.find(choices), name);
    }

    /// The `backout.yaml` that is used.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid` when there is none
    public static Path settingsFile(Choices choices) {
        Path file = SettingsReader.find(choices).file();
        if (file == null) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID, "there is no backout.yaml here");
        }
        return file;
    }

    /// The variables that an environment refers to, its URL and all that is around a run; none when
    /// backout.yaml does not know the environment.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public static Set<String> variablesOf(Choices choices, String environment) {
        Path file = SettingsReader.find(choices).file();
        return file == null ? Set.of() : SettingsReader.variables(file, environment);
    }

    /// The migrations, on disk or at a commit.
    public MigrationSource source(@Nullable String gitRef) {
        return gitRef == null
                ? new MigrationSource.OnDisk(project.migrations())
                : new MigrationSource.AtGitRef(project.migrations(), gitRef);
    }

    /// Where scratch databases are made for a target of that major version.
    ///
    /// @throws dev.backout.error.BackoutException `configuration-invalid` about `scratch.url`
    public ScratchRequest scratch(int major) {
        return switch (settings.scratch()) {
            case Settings.Scratch.Embedded _ -> new ScratchRequest.Matching(major, null);
            case Settings.Scratch.Binaries binaries ->
                    new ScratchRequest.LocalBinaries(binaries.folder());
            case Settings.Scratch.Server server -> given(server.url());
        };
    }

    private ScratchRequest given(String url) {
        DatabaseAddress address = finder().address(url, "scratch.url");
        Secret password = address.password();
        return new ScratchRequest.Given(
                address.jdbcUrl(), address.user(), password == null ? "" : password.reveal());
    }

    private static boolean locking(Variables variables) {
        return !Prisma.lockIsOff(variables.value(Prisma.LOCK_OFF));
    }

    private TargetFinder finder() {
        return new TargetFinder(choices, settings, project, variables);
    }
}
