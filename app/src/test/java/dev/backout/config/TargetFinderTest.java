package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Secret;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.prisma.Prisma;
import dev.backout.scratch.ScratchRequest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Which database is meant.
class TargetFinderTest {
    private static final String LOCAL = "postgresql://u:pw@localhost/local";
    private static final String REMOTE = "postgresql://u:pw@db.example.com/shop";
    private static final String POOLED = "postgresql://u:pw@x-pooler.neon.tech/shop";

    @TempDir Path folder;

    private Workshop workshop;

    @BeforeEach
    void makeProject() {
        workshop = Workshop.in(folder).file("prisma/schema.prisma", Workshop.POSTGRES);
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentBeforeDotEnvBeforeSettings() {
        workshop.file("backout.yaml", "environments: {only: {url: 'postgresql://h/settings'}}");
        assertThat(database(workshop.from("."))).isEqualTo("settings");
        workshop.file(".env", "DATABASE_URL=postgresql://h/dotenv");
        assertThat(database(workshop.from("."))).isEqualTo("dotenv");
        Choices choices = workshop.from(".", Map.of("DATABASE_URL", "postgresql://h/environment"));
        assertThat(database(choices)).isEqualTo("environment");
        assertThat(database(choices.withEnvironment("only"))).isEqualTo("settings");
        assertThat(database(choices.withUrl("postgresql://h/line"))).isEqualTo("line");
    }

    @Test
    void aDirectUrlGoesBeforeAPooledOne() {
        Map<String, String> both = Map.of("DATABASE_URL", POOLED, "DIRECT_URL", REMOTE);
        assertThat(target(workshop.from(".", both)).origin())
                .isEqualTo("DIRECT_URL of the environment");
        Map<String, String> plain = Map.of("DATABASE_URL", LOCAL, "DIRECT_URL", REMOTE);
        assertThat(target(workshop.from(".", plain)).origin())
                .isEqualTo("DATABASE_URL of the environment");
    }

    @Test
    void aUrlWithoutAPasswordTakesThatOfTheEnvironment() {
        Map<String, String> exported =
                Map.of("DATABASE_URL", "postgresql://u@h/shop", "PGPASSWORD", "from outside");
        Target target = target(workshop.from(".", exported));
        assertThat(target.address().password()).isEqualTo(new Secret("from outside"));
        assertThat(target.toString() + target.found()).doesNotContain("from outside");

        Map<String, String> both = Map.of("DATABASE_URL", LOCAL, "PGPASSWORD", "from outside");
        assertThat(target(workshop.from(".", both)).address().password())
                .isEqualTo(new Secret("pw"));

        workshop.file(".env", "DATABASE_URL=postgresql://u@h/shop\nPGPASSWORD=x");
        assertThat(target(workshop.from(".")).address().password()).isNull();

        workshop.file("backout.yaml", "scratch: {url: 'postgresql://u@h/d'}");
        assertThat(Configuration.read(workshop.from(".", exported)).scratch(16))
                .isEqualTo(
                        new ScratchRequest.Given(
                                "jdbc:postgresql://h:5432/d?sslmode=prefer", "u", ""));
    }

    /// A developer's `.env` beside an exported URL of production: the two are never mixed.
    @Test
    void aUrlIsTakenFromOnePlaceAlone() {
        workshop.file(".env", "DIRECT_URL=" + LOCAL);
        Target target = target(workshop.from(".", Map.of("DATABASE_URL", POOLED)));
        assertThat(target.address().database()).isEqualTo("shop");
        assertThat(target.found()).anyMatch(line -> line.contains("pooler"));
    }

    @Test
    void theSchemasOwnVariablesAreAsked() {
        workshop.file(
                "prisma/schema.prisma",
                """
                datasource db {
                  provider  = "postgresql"
                  url       = env("POOL")
                  directUrl = env("STRAIGHT")
                  schemas   = ["a", "b"]
                }
                """);
        assertThat(
                        target(
                                        workshop.from(
                                                ".",
                                                Map.of(
                                                        "POOL",
                                                        POOLED,
                                                        "STRAIGHT",
                                                        REMOTE,
                                                        "DATABASE_URL",
                                                        LOCAL)))
                                .origin())
                .isEqualTo("STRAIGHT of the environment");
    }

    @Test
    void theConfigurationOfVersionSevenSaysIt() {
        workshop.file(
                "prisma.config.ts",
                "export default { datasource: { url: process.env.MIGRATE ?? env('APP') } }");
        assertThat(target(workshop.from(".", Map.of("APP", LOCAL))).origin())
                .isEqualTo("APP of the environment");
        Map<String, String> both = Map.of("APP", LOCAL, "MIGRATE", REMOTE);
        assertThat(target(workshop.from(".", both)).origin())
                .isEqualTo("MIGRATE of the environment");
    }

    @Test
    void aUrlThatIsWrittenOut() {
        workshop.file(
                "prisma/schema.prisma",
                "datasource db {\n provider = \"postgresql\"\n url = \"postgresql://u@h/lit\"\n}");
        assertThat(database(workshop.from("."))).isEqualTo("lit");
    }

    @Test
    void codeThatIsNotUnderstoodIsNotPrinted() {
        workshop.file(
                "prisma.config.ts",
                "export default { datasource: { url: 'postgresql://u:hunter2@' + host } }");
        assertFails(workshop.from("."), "cannot be understood without running it");
        assertThat(database(workshop.from(".", Map.of("DATABASE_URL", LOCAL)))).isEqualTo("local");
    }

    @Test
    void theFilesOfTheRepositoryAreAskedLast() {
        workshop.file("packages/db/prisma/schema.prisma", Workshop.POSTGRES)
                .file(".env", "DATABASE_URL=postgresql://h/top");
        assertThat(database(workshop.from("packages/db"))).isEqualTo("top");
        workshop.file("packages/db/prisma/.env", "DATABASE_URL=postgresql://h/schema");
        assertThat(database(workshop.from("packages/db"))).isEqualTo("schema");
        workshop.file("packages/db/.env", "DATABASE_URL=postgresql://h/package");
        assertThat(database(workshop.from("packages/db"))).isEqualTo("package");
    }

    @Test
    void emptyIsNotSet() {
        assertFails(workshop.from(".", Map.of("DATABASE_URL", " ")), "DATABASE_URL is not set");
    }

    @Test
    void whatNoEnvironmentNamesIsProduction() {
        workshop.file(
                "backout.yaml",
                """
                lockTimeout: 5s
                environments:
                  local: {url: "postgresql://other@LOCALHOST:5432/local", production: false, lockTimeout: 200ms}
                  live: {url: "${env:LIVE_URL}"}
                """);
        Target local = target(workshop.from(".", Map.of("DATABASE_URL", LOCAL)));
        assertThat(local.environment()).isEqualTo("local");
        assertThat(local.production()).isFalse();
        assertThat(local.lockTimeout()).isEqualTo(Duration.ofMillis(200));
        Target other = target(workshop.from(".", Map.of("DATABASE_URL", REMOTE)));
        assertThat(other.environment()).isNull();
        assertThat(other.production()).isTrue();
        assertThat(other.lockTimeout()).isEqualTo(Duration.ofSeconds(5));
        Target live =
                target(workshop.from(".", Map.of("LIVE_URL", REMOTE)).withEnvironment("live"));
        assertThat(live.production()).isTrue();
    }

    @Test
    void referencesAreFilledInAndEncoded() {
        workshop.file("secret.txt", "p@ss/word\n")
                .file(
                        "backout.yaml",
                        "environments: {a: {url: 'postgresql://u:${file:secret.txt}@h/d', schema:"
                                + " app}}");
        Target target = target(workshop.from(".").withEnvironment("a"));
        assertThat(target.address().password()).isNotNull();
        assertThat(target.address().password().reveal()).isEqualTo("p@ss/word");
        assertThat(target.address().schema()).isEqualTo("app");
    }

    @Test
    void scratchDatabasesAreMadeWhereTheSettingsSay() {
        assertThat(Configuration.read(workshop.from(".")).scratch(16))
                .isEqualTo(new ScratchRequest.Matching(16, null));
        workshop.file("backout.yaml", "scratch: {binaries: pg}");
        assertThat(Configuration.read(workshop.from(".")).scratch(16))
                .isEqualTo(new ScratchRequest.LocalBinaries(workshop.path("pg")));
        workshop.file(
                "backout.yaml", "scratch: {url: 'postgresql://u:${env:PW}@h:6/d?sslmode=require'}");
        assertThat(Configuration.read(workshop.from(".", Map.of("PW", "p@ss"))).scratch(16))
                .isEqualTo(
                        new ScratchRequest.Given(
                                "jdbc:postgresql://h:6/d?sslmode=require", "u", "p@ss"));
        assertThatThrownBy(() -> Configuration.read(workshop.from(".")).scratch(16))
                .hasMessageContaining("scratch.url asks for the variable PW");
    }

    @Test
    void whatIsMissingIsNamed() {
        workshop.file(
                "backout.yaml",
                """
                environments:
                  staging: {url: "${env:STAGING_URL}"}
                  production: {url: "${file:nowhere}"}
                """);
        assertFails(workshop.from("."), "backout.yaml names production, staging");
        assertFails(workshop.from(".").withEnvironment("staging"), "the variable STAGING_URL");
        assertFails(workshop.from(".").withEnvironment("production"), "nowhere");
        assertThatThrownBy(() -> target(workshop.from(".").withEnvironment("stagign")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.hints()).containsExactly("did you mean staging?"));
    }

    @Test
    void aWrongUrlNamesItsOriginAndNoPassword() {
        workshop.file(".env", "DATABASE_URL=postgresql://u:hunter2@h:port/d");
        assertThatThrownBy(() -> target(workshop.from(".")))
                .hasMessageContaining("(DATABASE_URL of .env)")
                .satisfies(thrown -> {
                    var all = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(all));
                    assertThat(all.toString()).doesNotContain("hunter2");
                });
    }

    @Test
    void nothingThatHoldsAPasswordPrintsIt() {
        workshop.file(".env", "DATABASE_URL=postgresql://u:hunter2@h/d")
                .file(
                        "backout.yaml",
                        "environments: {a: {url: 'postgresql://u:hunter2@h/d'}}\n"
                                + "scratch: {url: 'postgresql://u:hunter2@h/d'}");
        Configuration configuration = Configuration.read(workshop.from("."));
        Target target = configuration.target();
        assertThat(
                        configuration
                                + workshop.from(".").withUrl("hunter2").toString()
                                + configuration.settings()
                                + configuration.variables()
                                + configuration.project()
                                + target
                                + target.found())
                .doesNotContain("hunter2");
    }

    @Test
    void theLockIsLeftAloneWhenPrismaLeavesIt() {
        Map<String, String> off = Map.of(Prisma.LOCK_OFF, "1", "DATABASE_URL", LOCAL);
        Configuration configuration = Configuration.read(workshop.from(".", off));
        assertThat(configuration.tool(configuration.target()))
                .isEqualTo(new Prisma("public", false));
    }

    @Test
    void aCommandOutsideOfAProjectHasItsDatabaseToo(@TempDir Path elsewhere) {
        Choices choices = Choices.none(elsewhere, Map.of("DATABASE_URL", LOCAL));
        assertThat(Configuration.targetWithoutProject(choices).address().database())
                .isEqualTo("local");
    }

    private static String database(Choices choices) {
        return target(choices).address().database();
    }

    private static Target target(Choices choices) {
        return Configuration.read(choices).target();
    }

    private static void assertFails(Choices choices, String message) {
        assertThatThrownBy(() -> target(choices))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }
}
