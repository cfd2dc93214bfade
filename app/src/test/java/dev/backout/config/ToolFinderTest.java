package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.migration.nodepgmigrate.NodePgSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Which migration tool a project has, and how it uses it.
class ToolFinderTest {
    private static final String DEPENDS = "{\"devDependencies\": {\"node-pg-migrate\": \"9.0.0\"}}";

    @TempDir Path top;

    @Test
    void thePackageTellsAndItsScriptsHaveTheOptions() {
        Workshop shop =
                Workshop.in(top)
                        .file(
                                "package.json",
                                """
                                {"scripts": {
                                    "up": "dotenv -- node-pg-migrate up -m db/steps -t 'My Log'",
                                    "down": "node_modules/.bin/node-pg-migrate down -m db/steps",
                                    "ci": "tsc && node-pg-migrate --migrations-schema=meta -d DB up"
                                }}
                                """);
        Project project = ToolFinder.find(shop.from("src"), Settings.defaults());
        assertThat(project.migrations()).isEqualTo(top.resolve("db/steps"));
        assertThat(project.found().getFirst()).startsWith("tool: node-pg-migrate");
        assertThat(project.urls()).containsExactly(new UrlSource.Variable("DB"));
        assertThat(settings(project).history())
                .isEqualTo(new NodePgSettings.HistoryTable("meta", "My Log", "name", "run_on"));
    }

    @Test
    void aScriptWithoutOptionsTellsAsWell() {
        Workshop shop =
                Workshop.in(top)
                        .file("package.json", "{\"scripts\": {\"up\": \"node-pg-migrate up\"}}");
        Project project = ToolFinder.find(shop.from(""), Settings.defaults());
        assertThat(project.found().getFirst()).startsWith("tool: node-pg-migrate");
    }

    @Test
    void scriptsThatDifferAreRefused() {
        Workshop shop =
                Workshop.in(top)
                        .file(
                                "package.json",
                                """
                                {"scripts": {"a": "node-pg-migrate up -t one",
                                    "b": "node-pg-migrate up --migrations-table two"}}
                                """);
        assertThatThrownBy(() -> ToolFinder.find(shop.from(""), Settings.defaults()))
                .isInstanceOf(BackoutException.class)
                .hasMessage(
                        "the scripts a and b of package.json give node-pg-migrate different"
                                + " --migrations-table");
    }

    @Test
    void itsOwnConfigurationIsReadAndBackoutYamlGoesBefore() {
        Workshop shop =
                Workshop.in(top)
                        .file("package.json", DEPENDS)
                        .file(
                                "config/default.json",
                                """
                                {"db": {"migrations-table": "theirs", "check-order": false,
                                    "migrations-dir": "steps"}}
                                """);
        Project found = ToolFinder.find(shop.from(""), Settings.defaults());
        assertThat(found.migrations()).isEqualTo(top.resolve("steps"));
        assertThat(settings(found).checkOrder()).isFalse();
        assertThat(settings(found).history().table()).isEqualTo("theirs");
        shop.file(
                "backout.yaml",
                "nodePgMigrate: {table: ours, nameColumn: version, timeColumn: installed_on}");
        Project ours = ToolFinder.find(shop.from(""), SettingsReader.find(shop.from("")));
        assertThat(settings(ours).history())
                .isEqualTo(
                        new NodePgSettings.HistoryTable(
                                "public", "ours", "version", "installed_on"));
    }

    @Test
    void twoToolsAreBothNamedAndOneHasToBe() {
        Workshop shop =
                Workshop.in(top)
                        .file("package.json", DEPENDS)
                        .file("prisma/schema.prisma", Workshop.POSTGRES);
        assertThatThrownBy(() -> ToolFinder.find(shop.from(""), Settings.defaults()))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("two migration tools")
                .hasMessageContaining("Prisma, and node-pg-migrate (migrations)");
        assertThat(tool(shop.from("").withTool("prisma"))).isInstanceOf(ProjectTool.OfPrisma.class);
        assertThat(tool(shop.from("").withTool("node-pg-migrate")))
                .isInstanceOf(ProjectTool.OfNodePgMigrate.class);
        assertThatThrownBy(() -> tool(shop.from("").withTool("flyway")))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("there is no migration tool flyway (--tool)");
    }

    @Test
    void supabaseIsFoundByItsMigrationsAndNamedBesideOthers() {
        Workshop shop =
                Workshop.in(top)
                        .file("supabase/config.toml", "[db]\nport = 1\nmajor_version = 15\n[api]\n")
                        .file("supabase/migrations/20260101000000_a.sql", "");
        Project found = ToolFinder.find(shop.from("src"), Settings.defaults());
        assertThat(found.migrations()).isEqualTo(top.resolve("supabase/migrations"));
        assertThat(found.found().getFirst()).isEqualTo("tool: supabase (supabase/migrations)");
        assertThat(tool(shop.from("").withMigrations(top.resolve("supabase/migrations"))))
                .isEqualTo(new ProjectTool.OfSupabase(15));
        shop.file("prisma/schema.prisma", Workshop.POSTGRES).file("package.json", DEPENDS);
        assertThatThrownBy(() -> tool(shop.from("")))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("3 migration tools")
                .hasMessageContaining("supabase (supabase/migrations)");
        assertThat(tool(shop.from("").withTool("supabase")))
                .isEqualTo(new ProjectTool.OfSupabase(15));
    }

    @Test
    void functionsOfSupabaseAloneMakeNoProjectOfIt() {
        Workshop shop =
                Workshop.in(top)
                        .file("supabase/config.toml", "")
                        .file("prisma/schema.prisma", Workshop.POSTGRES);
        assertThat(tool(shop.from(""))).isInstanceOf(ProjectTool.OfPrisma.class);
    }

    @Test
    void aDirectoryThatIsNamedTellsItself() {
        Workshop shop =
                Workshop.in(top)
                        .file("prisma/schema.prisma", Workshop.POSTGRES)
                        .file("prisma/migrations/1_a/migration.sql", "")
                        .file("steps/1_a.sql", "");
        assertThat(tool(shop.from("").withMigrations(top.resolve("steps"))))
                .isInstanceOf(ProjectTool.OfNodePgMigrate.class);
        assertThat(tool(shop.from("").withMigrations(top.resolve("prisma/migrations"))))
                .isInstanceOf(ProjectTool.OfPrisma.class);
        assertThat(tool(shop.from(""))).isInstanceOf(ProjectTool.OfPrisma.class);
    }

    @Test
    void anotherSchemaIsRefused() {
        Workshop shop =
                Workshop.in(top)
                        .file(
                                "package.json",
                                "{\"scripts\": {\"up\": \"node-pg-migrate up -s app\"}}");
        assertThatThrownBy(() -> ToolFinder.find(shop.from(""), Settings.defaults()))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("in schema app");
    }

    private static ProjectTool tool(Choices choices) {
        return ToolFinder.find(choices, Settings.defaults()).tool();
    }

    private static NodePgSettings settings(Project project) {
        assertThat(project.tool()).isInstanceOf(ProjectTool.OfNodePgMigrate.class);
        return ((ProjectTool.OfNodePgMigrate) project.tool()).settings();
    }
}
