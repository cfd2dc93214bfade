package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.sql.MessageOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;

/// Migrations that need more than an ordinary role, as people write them.
@ParameterizedClass
@MethodSource("dev.backout.Majors#all")
class HelpTest {
    @Parameter int major;

    private ScratchDatabase database;

    @BeforeEach
    void create() {
        database = Servers.shared(major).create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void trustedExtensionsNeedNone() {
        for (String name : new String[] {"uuid-ossp", "pgcrypto", "citext", "pg_trgm", "hstore"}) {
            Servers.must(database.run("CREATE EXTENSION IF NOT EXISTS \"" + name + "\""));
        }
        Servers.must(database.run("COMMENT ON EXTENSION plpgsql IS 'as pg_dump writes it'"));
    }

    @Test
    void anExtensionOfTheListIsMadeAndBelongsToTheRole() throws SQLException {
        helped(
                """
                CREATE EXTENSION moddatetime;
                CREATE TABLE t (m timestamptz);
                CREATE TRIGGER m BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION moddatetime(m);
                """);

        assertThat(
                        value(
                                "SELECT extowner::regrole || ' ' || extnamespace::regnamespace"
                                        + " FROM pg_extension WHERE extname = 'moddatetime'"))
                .isEqualTo(database.role() + " public");
        Servers.must(database.run("DROP TABLE t; DROP EXTENSION moddatetime"));
    }

    @Test
    void whatAnExtensionRequiresComesAlong() throws SQLException {
        helped("CREATE SCHEMA ext; CREATE EXTENSION earthdistance SCHEMA ext CASCADE");

        assertThat(
                        value(
                                "SELECT count(*) FROM pg_extension WHERE extnamespace ="
                                        + " 'ext'::regnamespace"))
                .isEqualTo("2");
        Servers.must(database.run("DROP SCHEMA ext CASCADE"));
    }

    @Test
    void rolesAreMadeAndMayOwn() throws SQLException {
        String file =
                """
                CREATE ROLE app LOGIN PASSWORD 'secret';
                CREATE TABLE t (a int);
                GRANT SELECT ON t TO app, reporting;
                ALTER TABLE t OWNER TO app;
                ALTER TABLE t ADD COLUMN b int;
                ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO reporting;
                """;
        helped(file);

        assertThat(value("SELECT relowner::regrole FROM pg_class WHERE relname = 't'"))
                .isEqualTo("app");
        assertThat(value("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'app'")).isEqualTo("f");
        Servers.must(database.run("DROP TABLE t; DROP OWNED BY app"));
        helped(file);
        Servers.must(database.run("DROP TABLE t; DROP OWNED BY app"));
        helped("DROP ROLE app");
    }

    @Test
    void rolesOfADoBlockAreThereBeforehand() {
        helped(
                """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
                        CREATE ROLE anon NOLOGIN;
                    END IF;
                END $$;
                CREATE TABLE u (a int);
                ALTER TABLE u ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON u TO anon, authenticated USING (true);
                """);
    }

    @Test
    void aHelperOfAnotherDatabaseIsSharedButNotItsOwner() {
        helped("CREATE ROLE shared");
        try (ScratchDatabase other = Servers.shared(major).create()) {
            MessageOutcome outcome = other.run("CREATE SCHEMA s AUTHORIZATION shared");
            Help help =
                    other.help("CREATE SCHEMA s AUTHORIZATION shared", Servers.failure(outcome));

            assertThat(help).isInstanceOf(Help.Rewritten.class);
            Servers.must(other.run(((Help.Rewritten) help).sql()));
            assertThat(
                            Servers.failure(
                                            other.run(
                                                    "SELECT backout_scratch.create_role('"
                                                            + database.role()
                                                            + "', '{}')"))
                                    .sqlState())
                    .isEqualTo("42710");
        }
    }

    @Test
    void publicationsAndEventTriggersComeAndGo() throws SQLException {
        helped("CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert, update')");
        helped(
                """
                CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE EVENT TRIGGER e ON ddl_command_end
                    WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION noted();
                """);

        assertThat(value("SELECT pubowner::regrole || ' ' || pubdelete FROM pg_publication"))
                .isEqualTo(database.role() + " false");
        assertThat(value("SELECT evttags::text FROM pg_event_trigger"))
                .isEqualTo("{\"CREATE TABLE\",\"ALTER TABLE\"}");
        Servers.must(
                database.run("ALTER PUBLICATION p SET (publish = 'delete'); DROP PUBLICATION p"));
        helped("ALTER EVENT TRIGGER e RENAME TO f; ALTER EVENT TRIGGER f DISABLE");
        helped("DROP EVENT TRIGGER f; DROP FUNCTION noted()");
    }

    @Test
    void whatRemainsNeedsASuperuser() {
        for (String sql :
                new String[] {"CREATE EXTENSION dblink", "ALTER SYSTEM SET work_mem TO 64"}) {
            assertThat(database.help(sql, Servers.failure(database.run(sql))))
                    .isInstanceOfSatisfying(
                            Help.Refused.class,
                            refused -> assertThat(refused.reason()).startsWith("needs superuser"));
        }
    }

    @Test
    void anExtensionThatIsNotThereIsTold() {
        String sql = "CREATE EXTENSION vector";

        assertThat(database.help(sql, Servers.failure(database.run(sql))))
                .isInstanceOfSatisfying(
                        Help.Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("vector is not available"));
    }

    @Test
    void aDatabaseCanBeginWithRolesAndExtensions() throws SQLException {
        ScratchOptions options =
                ScratchOptions.plain()
                        .withRoles(java.util.List.of("service_role"))
                        .withExtensions(java.util.List.of("pgcrypto"))
                        .ownedBy("shop");
        try (ScratchDatabase prepared = Servers.shared(major).create(options)) {
            Servers.must(
                    prepared.run(
                            "CREATE TABLE t (id uuid DEFAULT gen_random_uuid());"
                                    + " GRANT SELECT ON t TO service_role;"
                                    + " SELECT digest('a', 'sha1')"));
            assertThat(prepared.role()).isEqualTo("shop");
            try (ScratchDatabase copy = Servers.shared(major).copyOf(prepared)) {
                Servers.must(copy.run("ALTER TABLE t ADD COLUMN b int"));
                assertThat(copy.role()).isEqualTo("shop");
            }
            Servers.must(prepared.run("ALTER TABLE t ADD COLUMN b int"));
        }
    }

    /// Fails as it is, and runs when rewritten.
    private void helped(String file) {
        Help help = database.help(file, Servers.failure(database.run(file)));

        assertThat(help).isInstanceOf(Help.Rewritten.class);
        Servers.must(database.run(((Help.Rewritten) help).sql()));
    }

    private String value(String sql) throws SQLException {
        return Servers.value(database.admin(), sql);
    }
}
