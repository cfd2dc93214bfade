package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.JsonSchema;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.ExitCode;
import dev.backout.setup.SettingsSchema;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// `init` in a project with everything: what it finds, what it writes, and what it never writes.
class InitCommandTest {
    private static final String SECRET = "hush-hush";

    @TempDir private Path folder;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        write("prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
        write("prisma/migrations/1_init/migration.sql", "SELECT 1;");
        write(
                "package.json",
                """
                {"scripts": {"start": "prisma migrate deploy && node .", "test": "vitest",
                  "local": "DATABASE_URL=postgresql://u:hush-hush@h/d prisma migrate deploy"}}
                """);
        write(".env", "DATABASE_URL=postgresql://u:hush-hush@h/d\nhush-hush=1\nSLACK=hush-hush\n");
        write(
                "docker-compose.yml",
                """
                services:
                  db:
                    image: postgres:16-alpine
                    environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: hush-hush, POSTGRES_DB: "${DB}"}
                    ports: ["5433:5432"]
                  cache:
                    image: redis:7
                """);
        write("k8s/api.yaml", API);
        write("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\n");
        write(
                "charts/shop/templates/api.yaml",
                "{{ if .Values.x }}\nkind: Deployment\n{{ end }}\n");
        write(".github/workflows/ci.yml", "jobs: {}\n");
        write("Dockerfile", "CMD [\"npx\", \"prisma\", \"migrate\", \"deploy\"]\n");
        write(
                "kube/config",
                """
                current-context: prod
                contexts:
                - {name: prod, context: {cluster: c, user: u}}
                - {name: "hush-hush\\n  url: x", context: {}}
                users: [{name: u, user: {token: hush-hush}}]
                """);
    }

    private static final String API =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api, namespace: shop}
            spec:
              template:
                spec:
                  containers:
                  - name: api
                    image: registry.example/shop:1
                    ports: [{containerPort: 3000}]
                    env:
                    - name: DATABASE_URL
                      valueFrom: {secretKeyRef: {name: shop-db, key: url}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: mailer, namespace: shop}
            spec:
              template:
                spec:
                  containers: [{name: mailer, env: [{name: DATABASE_URL, value: hush-hush}]}]
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly, namespace: shop}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: nightly}]}}}}}
            """;

    @Test
    void everyLineSaysWhereItWasFoundAndNoSecretIsInIt() throws IOException {
        String out = run(ExitCode.DONE, "init");
        assertThat(out)
                .contains("found:     schema: prisma/schema.prisma (the usual place)")
                .contains("found:     PostgreSQL 16 on port 5433 (docker-compose.yml, service db)")
                .contains("found:     Kubernetes context prod, the current one (KUBECONFIG)")
                .contains("found:     Deployment api with DATABASE_URL of secret shop-db, key url")
                .contains("found:     CronJob nightly (k8s/api.yaml)")
                .contains("found:     runs prisma migrate deploy (package.json, script start)")
                .contains("found:     runs prisma migrate deploy (Dockerfile)")
                .contains("wrote:     backout.yaml", "wrote:     backout.schema.json");
        String text = Files.readString(folder.resolve("backout.yaml"));
        assertThat(text)
                .startsWith("# yaml-language-server: $schema=backout.schema.json\n")
                .contains("# docker-compose.yml, service db: PostgreSQL 16 on port 5433")
                .contains("    url: postgresql://shop@localhost:5433/shop\n")
                .contains("#    production: false")
                .contains("#      context: \"prod\"", "#      namespace: shop")
                .contains("#          on: [api]", "#        - scale: [mailer]")
                .contains("#        - suspend: [nightly]", "#      - deployment: api")
                .contains("    # no container of mailer listens on a port: taken for workers")
                .contains("# package.json, script start runs prisma migrate deploy")
                .contains("# .github/workflows/ci.yml is there: backout ci github");
        assertThat(out + text + run(ExitCode.DONE, "init", "--json")).doesNotContain(SECRET);
    }

    /// Nothing that was only guessed takes protection away.
    @Test
    void whatItWritesIsReadAndProtects() throws IOException {
        run(ExitCode.DONE, "init");
        assertFits();
        Configuration configuration = read();
        assertThat(configuration.settings().environments()).containsOnlyKeys("development");
        assertThat(configuration.settings().environments())
                .hasEntrySatisfying("development", one -> assertThat(one.production()).isTrue());
    }

    @Test
    void itsGuessesAreReadAsWellOnceTheyAreTaken() throws IOException {
        run(ExitCode.DONE, "init");
        Path file = folder.resolve("backout.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^#(?=( {2})*[^ #])", ""));
        assertFits();
        Configuration configuration = read();
        assertThat(configuration.settings().environments())
                .containsOnlyKeys("development", "production");
        assertThat(configuration.settings().environments())
                .hasEntrySatisfying("development", one -> assertThat(one.production()).isFalse());
        assertThat(configuration.settings().environments())
                .hasEntrySatisfying("production", one -> assertThat(one.production()).isTrue());
    }

    @Test
    void nothingOfAPersonsIsOverwrittenUntold() throws IOException {
        write("backout.yaml", "lockTimeout: 1s\n");
        assertThat(run(ExitCode.USAGE, "init"))
                .contains("file-exists: backout.yaml exists and says something else", "--force");
        assertThat(folder.resolve("backout.schema.json")).doesNotExist();
        assertThat(run(ExitCode.USAGE, "init", "--dry-run")).contains("file-exists");
        run(ExitCode.DONE, "init", "--force");
        assertThat(run(ExitCode.DONE, "init")).contains("unchanged: backout.yaml");
    }

    @Test
    void aDryRunAndStandardOutputWriteNothing() throws IOException {
        assertThat(run(ExitCode.DONE, "init", "--dry-run")).contains("would write: backout.yaml");
        String printed = run(ExitCode.DONE, "init", "--stdout");
        assertThat(folder.resolve("backout.yaml")).doesNotExist();
        run(ExitCode.DONE, "init");
        assertThat(folder.resolve("backout.yaml")).hasContent(printed);
    }

    @Test
    void anEmptyFolderIsNoError(@TempDir Path empty) throws IOException {
        folder = empty;
        assertThat(run(ExitCode.DONE, "init"))
                .contains("found:     no Prisma project in this folder");
        assertThat(Configuration.backupSettings(Choices.none(folder, Map.of()))).isNotNull();
        assertFits();
    }

    @Test
    void aDatabaseOfSeveralFilesHasOneName() throws IOException {
        String service = "  %s:\n    image: postgres\n    ports: [\"%s:5432\"]\n";
        write("compose.test.yml", "services:\n" + service.formatted("again", "5434"));
        write(
                "compose.yml",
                "services:\n"
                        + service.formatted("one", "5434")
                        + service.formatted("odd", "99999"));
        assertThat(run(ExitCode.DONE, "init", "--stdout"))
                .contains("  # compose.test.yml, service again: PostgreSQL on port 5434\n")
                .contains("  # compose.yml, service one: PostgreSQL on port 5434\n")
                .containsOnlyOnce("url: postgresql://postgres@localhost:5434/postgres")
                .doesNotContain("99999");
    }

    private void assertFits() throws IOException {
        JsonNode written = new YAMLMapper().readTree(folder.resolve("backout.yaml").toFile());
        assertThat(JsonSchema.of(SettingsSchema.text()).wrong(written)).isEmpty();
    }

    private Configuration read() {
        return Configuration.read(Choices.none(folder, Map.of()));
    }

    private String run(ExitCode expected, String... arguments) {
        Map<String, String> environment =
                Map.of("KUBECONFIG", folder.resolve("kube/config").toString());
        return Typed.in(folder, environment, arguments).is(expected);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
