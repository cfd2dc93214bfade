package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class ProjectFinderTest {
    @TempDir Path folder;

    private Workshop workshop;

    @BeforeEach
    void makeWorkshop() {
        workshop = Workshop.in(folder);
    }

    @Test
    void findsTheUsualPlaceFromAnyFolderBelow() {
        workshop.file("prisma/schema.prisma", Workshop.POSTGRES).folder("src/deep");
        Project project = find(workshop.from("src/deep"));
        assertThat(project.root()).isEqualTo(folder);
        assertThat(project.migrations()).isEqualTo(workshop.path("prisma/migrations"));
        assertThat(project.datasource())
                .isEqualTo(
                        new Datasource(
                                workshop.path("prisma/schema.prisma"),
                                "postgresql",
                                new UrlSource.Variable("DATABASE_URL"),
                                null,
                                List.of()));
    }

    @Test
    void insideThePrismaFolderTheProjectIsTheOneAbove() {
        workshop.file("prisma/schema.prisma", Workshop.POSTGRES).folder("prisma/migrations");
        assertThat(find(workshop.from("prisma/migrations")).root()).isEqualTo(folder);
    }

    @Test
    void theConfigurationNamesSchemaAndMigrations() {
        workshop.file(
                        "prisma.config.ts",
                        "export default { schema: 'db/main.prisma', migrations: { path: 'db/m' } }")
                .file("db/main.prisma", Workshop.POSTGRES);
        Project project = find(workshop.from("."));
        assertThat(project.migrations()).isEqualTo(workshop.path("db/m"));
        assertThat(project.found())
                .containsExactly(
                        "configuration: prisma.config.ts (read, not run)",
                        "schema: db/main.prisma (prisma.config.ts names it)",
                        "migrations: db/m (prisma.config.ts names it)");
    }

    @Test
    void theHiddenFolderHoldsAConfigurationToo() {
        workshop.file(".config/prisma.ts", "export default { schema: '../db/main.prisma' }")
                .file("db/main.prisma", Workshop.POSTGRES);
        assertThat(find(workshop.from(".")).migrations()).isEqualTo(workshop.path("db/migrations"));
    }

    @Test
    void packageJsonNamesTheSchema() {
        workshop.file("package.json", "{\"prisma\": {\"schema\": \"db/main.prisma\"}}")
                .file("db/main.prisma", Workshop.POSTGRES);
        assertThat(find(workshop.from(".")).found())
                .contains("schema: db/main.prisma (package.json names it)");
    }

    @Test
    void aBrokenPackageJsonNamesNothing() {
        workshop.file("package.json", "<<<<<<< HEAD")
                .file("prisma/schema.prisma", Workshop.POSTGRES);
        assertThat(find(workshop.from(".")).schema())
                .isEqualTo(workshop.path("prisma/schema.prisma"));
    }

    @Test
    void aSchemaFolderHasItsMigrationsBesideTheDatasourceOrOneLevelUp() {
        workshop.file("prisma/schema/base.prisma", Workshop.POSTGRES)
                .file("prisma/schema/user.prisma", "model User { id Int @id }");
        assertThat(find(workshop.from(".")).migrations())
                .isEqualTo(workshop.path("prisma/schema/migrations"));
        workshop.folder("prisma/migrations");
        assertThat(find(workshop.from(".")).migrations())
                .isEqualTo(workshop.path("prisma/migrations"));
        workshop.folder("prisma/schema/migrations");
        assertThat(find(workshop.from(".")).migrations())
                .isEqualTo(workshop.path("prisma/schema/migrations"));
    }

    @Test
    void aSchemaFolderMayHoldItsMigrations() {
        workshop.file("prisma.config.ts", "export default { schema: 'prisma' }")
                .file("prisma/models/user.prisma", "model User { id Int @id }")
                .file("prisma/migrations/1/old.prisma", "datasource db { provider = \"mysql\" }")
                .file("prisma/schema.prisma", Workshop.POSTGRES);
        assertThat(find(workshop.from(".")).migrations())
                .isEqualTo(workshop.path("prisma/migrations"));
    }

    @Test
    void goesThroughTheWorkspaces() {
        workshop.file("pnpm-workspace.yaml", "packages: ['apps/*', 'internal/**', '!internal/old']")
                .file("internal/a/db/prisma/schema.prisma", Workshop.POSTGRES)
                .file("internal/old/prisma/schema.prisma", Workshop.POSTGRES)
                .folder("apps/web/src");
        Project project = find(workshop.from("apps/web/src"));
        assertThat(project.root()).isEqualTo(workshop.path("internal/a/db"));
        assertThat(project.found().getFirst()).contains("by pnpm-workspace.yaml");
    }

    @Test
    void packageJsonHasWorkspacesInTwoForms() {
        workshop.file("libs/db/prisma/schema.prisma", Workshop.POSTGRES)
                .file("package.json", "{\"workspaces\": [\"libs/*\"]}");
        assertThat(find(workshop.from(".")).root()).isEqualTo(workshop.path("libs/db"));
        workshop.file("package.json", "{\"workspaces\": {\"packages\": [\"./libs/*/\"]}}");
        assertThat(find(workshop.from(".")).root()).isEqualTo(workshop.path("libs/db"));
    }

    @Test
    void withoutAWordPackagesAndAppsAreLookedAt() {
        workshop.file("packages/db/prisma/schema.prisma", Workshop.POSTGRES);
        assertThat(find(workshop.from(".")).root()).isEqualTo(workshop.path("packages/db"));
    }

    @Test
    void severalProjectsAreListed() {
        workshop.file("packages/a/prisma/schema.prisma", Workshop.POSTGRES)
                .file("packages/b/prisma/schema.prisma", Workshop.POSTGRES)
                .folder("packages/a/prisma/migrations")
                .folder("packages/b/prisma/migrations");
        assertThatThrownBy(() -> find(workshop.from(".")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.PROJECT_NOT_FOUND);
                            assertThat(e.hints())
                                    .containsExactly(
                                            "--schema packages/a/prisma/schema.prisma",
                                            "--schema packages/b/prisma/schema.prisma");
                        })
                .hasMessageContaining("2 Prisma projects");
    }

    @Test
    void theOnlyOneForPostgresWithMigrationsIsTaken() {
        workshop.file("packages/a/prisma/schema.prisma", Workshop.POSTGRES)
                .file("packages/b/prisma/schema.prisma", "datasource d { provider = \"mysql\" }")
                .folder("packages/a/prisma/migrations")
                .folder("packages/b/prisma/migrations");
        assertThat(find(workshop.from(".")).root()).isEqualTo(workshop.path("packages/a"));
    }

    @Test
    void theCommandLineNamesTheSchema() {
        workshop.file("a/prisma/schema.prisma", Workshop.POSTGRES).file("a/package.json", "{}");
        Project project = find(workshop.from(".").withSchema(Path.of("a/prisma/schema.prisma")));
        assertThat(project.root()).isEqualTo(workshop.path("a"));
        assertThat(project.migrations()).isEqualTo(workshop.path("a/prisma/migrations"));
    }

    @Test
    void aNamedDirectoryIsOneOfMigrationsOrAProject() {
        workshop.file("a/prisma/schema.prisma", Workshop.POSTGRES)
                .folder("a/prisma/migrations")
                .folder("bare");
        assertThat(find(workshop.from(".").withMigrations(Path.of("a"))).migrations())
                .isEqualTo(workshop.path("a/prisma/migrations"));
        Project within = find(workshop.from(".").withMigrations(Path.of("a/prisma/migrations")));
        assertThat(within.root()).isEqualTo(workshop.path("a"));
        Project bare = find(workshop.from(".").withMigrations(Path.of("bare")));
        assertThat(bare.migrations()).isEqualTo(workshop.path("bare"));
        assertThat(bare.schema()).isNull();
    }

    @Test
    void settingsNameThem() {
        workshop.file("db/x.prisma", Workshop.POSTGRES)
                .file("backout.yaml", "schema: db/x.prisma\nmigrations: sql");
        Configuration configuration = Configuration.read(workshop.from("."));
        assertThat(configuration.project().found())
                .containsExactly(
                        "schema: db/x.prisma (backout.yaml names it)",
                        "migrations: sql (backout.yaml names it)");
    }

    @Test
    void nothingAnywhere() {
        assertFails(workshop.from("."), ErrorCode.PROJECT_NOT_FOUND, "no Prisma project in");
        Choices named = workshop.from(".").withSchema(Path.of("x.prisma"));
        assertFails(named, ErrorCode.PROJECT_NOT_FOUND, "there is no schema");
    }

    @Test
    void anotherDatabaseSystem() {
        workshop.file("prisma/schema.prisma", "datasource db { provider = \"sqlite\" }");
        assertFails(
                workshop.from("."),
                ErrorCode.CONFIGURATION_INVALID,
                "prisma/schema.prisma is for sqlite; Backout knows postgresql only");
    }

    @Test
    void codeThatIsNotUnderstoodIsShown() {
        workshop.file("prisma.config.ts", "export default { schema: find('x') }")
                .file("prisma/schema.prisma", Workshop.POSTGRES);
        assertFails(
                workshop.from("."),
                ErrorCode.CONFIGURATION_INVALID,
                "prisma.config.ts cannot be understood without running it: schema = find(x)");
        Choices named = workshop.from(".").withSchema(Path.of("prisma/schema.prisma"));
        assertThat(find(named).migrations()).isEqualTo(workshop.path("prisma/migrations"));
    }

    private static Project find(Choices choices) {
        return ProjectFinder.find(choices, Settings.defaults());
    }

    private static void assertFails(Choices choices, ErrorCode code, String message) {
        assertThatThrownBy(() -> find(choices))
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
