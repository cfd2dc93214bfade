package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.nodepgmigrate.NodePgSettings;
import dev.backout.migration.nodepgmigrate.NodePgSettings.HistoryTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// Makes a project of node-pg-migrate of what was found. What `backout.yaml` says goes before what
/// the scripts of `package.json` and the tool's own configuration say.
final class NodePgFinder {
    private final Choices choices;
    private final Settings settings;

    private NodePgFinder(Choices choices, Settings settings) {
        this.choices = choices;
        this.settings = settings;
    }

    /// The project around a candidate.
    ///
    /// @throws BackoutException `configuration-invalid`
    static Project project(Choices choices, Settings settings, NodePgCandidate candidate) {
        return new NodePgFinder(choices, settings).project(candidate);
    }

    /// What is known without any project: the defaults, and `backout.yaml`.
    static NodePgSettings settings(Choices choices, Settings settings) {
        return new NodePgFinder(choices, settings)
                .settings(NodePgCandidate.named(choices.folder()).options());
    }

    private Project project(NodePgCandidate candidate) {
        NodePgOptions options = candidate.options();
        if ("true".equals(options.text("use-glob"))) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "node-pg-migrate is told to find its migrations by a glob; Backout knows a"
                            + " directory only",
                    "name it with --migrations DIR, and take --use-glob out of the scripts");
        }
        boolean usual = options.text("migrations-dir") == null;
        ChosenMigrations migrations =
                ChosenMigrations.of(
                        choices,
                        settings,
                        candidate,
                        usual ? "the usual place" : "the tool's own options name it");
        String url = options.text("url");
        String variable = options.text("database-url-var");
        return new Project(
                candidate.root(),
                null,
                migrations.directory(),
                null,
                null,
                List.of("tool: node-pg-migrate (%s)".formatted(candidate.why()), migrations.line()),
                new ProjectTool.OfNodePgMigrate(
                        settings(options),
                        url == null
                                ? new UrlSource.Variable(
                                        variable == null ? "DATABASE_URL" : variable)
                                : new UrlSource.Literal(url)));
    }

    private NodePgSettings settings(NodePgOptions options) {
        ToolSettings.OfNodePgMigrate said = settings.tools().nodePgMigrate();
        List<String> schemas = said.schemas();
        if (schemas.isEmpty()) {
            schemas = options.texts("schema");
        }
        if (schemas.isEmpty()) {
            schemas = List.of("public");
        }
        if (!schemas.getFirst().equals("public")) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "node-pg-migrate runs these migrations in schema %s (--schema); Backout follows"
                                    .formatted(schemas.getFirst())
                            + " them in public only",
                    "a history elsewhere is no matter: --migrations-schema");
        }
        String schema =
                first(
                        said.migrationsSchema(),
                        options.text("migrations-schema"),
                        schemas.getFirst());
        HistoryTable history =
                new HistoryTable(
                        schema,
                        first(said.table(), options.text("migrations-table"), HistoryTable.TABLE),
                        first(said.nameColumn(), null, HistoryTable.NAME),
                        first(said.timeColumn(), null, HistoryTable.TIME));
        String pattern = said.ignorePattern();
        Duration limit = said.timeLimit();
        return new NodePgSettings(
                schemas,
                "true".equals(options.text("create-schema")),
                history,
                flag(said.lock(), options.text("lock")),
                lockNumber(options.text("lock-value")),
                flag(said.checkOrder(), options.text("check-order")),
                pattern == null ? options.text("ignore-pattern") : pattern,
                "true".equals(options.text("decamelize")),
                options.text("tsconfig-paths"),
                limit == null ? NodePgSettings.TIME_LIMIT : limit);
    }

    private static String first(@Nullable String one, @Nullable String two, String last) {
        return one != null ? one : two != null ? two : last;
    }

    private static boolean flag(@Nullable Boolean said, @Nullable String option) {
        return said == null ? !"false".equals(option) : said;
    }

    private static long lockNumber(@Nullable String text) {
        return text == null || !text.matches("\\d{1,18}")
                ? NodePgSettings.LOCK
                : Long.parseLong(text);
    }
}
