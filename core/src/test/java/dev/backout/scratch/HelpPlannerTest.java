package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.sql.ServerFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

class HelpPlannerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    CREATE EXTENSION moddatetime | create_extension('moddatetime', pg_catalog.current_schema(), NULL, false, false)
                    create extension if not exists "earthdistance" with schema "My S" cascade | create_extension('earthdistance', 'My S', NULL, true, true)
                    CREATE ROLE "App User" LOGIN PASSWORD 'x' IN ROLE a, b | create_role('App User', ARRAY['a', 'b']::text[])
                    CREATE USER App | create_role('app', ARRAY[]::text[])
                    ALTER ROLE app WITH NOLOGIN CONNECTION LIMIT -1 | alter_role('app')
                    DROP ROLE IF EXISTS app | drop_role('app', true)
                    CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert, update') | create_publication('p', ARRAY[]::text[], ARRAY['publish=insert, update']::text[])
                    CREATE PUBLICATION p FOR TABLES IN SCHEMA a, "B" | create_publication('p', ARRAY['a', 'B']::text[], ARRAY[]::text[])
                    CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION app."F"() | create_event_trigger('e', 'ddl_command_end', ARRAY['CREATE TABLE']::text[], 'app."F"()'::regprocedure)
                    DROP EVENT TRIGGER e CASCADE | drop_event_trigger('e', false)
                    ALTER EVENT TRIGGER e DISABLE | switch_event_trigger('e', false)
                    ALTER EVENT TRIGGER e RENAME TO f | rename_event_trigger('e', 'f')
                    """)
    void isDoneByAFunction(String statement, String call) {
        Help help = plan("SELECT 1;\n" + statement + ";\nSELECT 2;", "42501");

        assertThat(help).isInstanceOf(Help.Rewritten.class);
        assertThat(((Help.Rewritten) help).sql())
                .isEqualTo("SELECT 1;\nSELECT backout_scratch." + call + ";\nSELECT 2;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE boss SUPERUSER",
                "CREATE ROLE boss CREATEROLE",
                "CREATE ROLE boss BYPASSRLS",
                "CREATE ROLE boss ROLE other",
                "CREATE EXTENSION file_fdw",
                "CREATE EXTENSION plpython3u",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION pageinspect",
                "ALTER SYSTEM SET fsync TO on",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
            })
    void isRefused(String statement) {
        assertThat(plan(statement, "42501"))
                .isInstanceOfSatisfying(
                        Help.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("needs superuser"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE authenticator SET search_path TO x, y",
                "ALTER ROLE authenticator RESET ALL",
                "ALTER DATABASE postgres SET \"app.key\" TO 'x'",
            })
    void whatBelongsToTheServerIsLeftAlone(String statement) {
        assertThat(plan("SELECT 1;\n" + statement + ";", "42501"))
                .isEqualTo(
                        new Help.Rewritten(
                                "SELECT 1;\nSELECT;",
                                List.of(),
                                List.of(),
                                List.of("setting of a database or role")));
    }

    @Test
    void parametersOfAnIndexOnAStandInAreNoted() {
        Help help =
                plan(
                        "CREATE INDEX i ON t USING ivfflat (v vector_l2_ops)\n"
                                + "WITH (lists = 100) WHERE (v IS NOT NULL);",
                        "22023",
                        ExtensionOffer.STAND_IN);

        assertThat(((Help.Rewritten) help).sql())
                .isEqualTo(
                        "CREATE INDEX i ON t USING ivfflat (v vector_l2_ops)\n"
                                + " WHERE (v IS NOT NULL); SELECT"
                                + " backout_stand_ins.index_options(ARRAY['lists=100']);");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t USING hnsw (v) WITH (fillfactor = 70)",
                "CREATE INDEX i ON t USING hnsw (v) WITH (m = 16, x = 1)",
                "CREATE INDEX i ON t USING gin (v) WITH (m = 16)",
                "CREATE INDEX CONCURRENTLY i ON t USING hnsw (v) WITH (m = 16)",
                "CREATE INDEX i ON t USING hnsw (v)",
            })
    void anyOtherIndexStays(String statement) {
        assertThat(plan(statement, "22023", ExtensionOffer.STAND_IN))
                .isEqualTo(new Help.NotNeeded());
    }

    @Test
    void aMissingExtensionIsTold() {
        assertThat(plan("SELECT 1;\nCREATE EXTENSION vector;", "0A000"))
                .isEqualTo(
                        new Help.Refused(
                                "CREATE EXTENSION vector",
                                2,
                                "extension vector is not available in the scratch server",
                                "use local PostgreSQL binaries or a server that has it"));
    }

    @Test
    void linesKeepTheirNumbers() {
        Help help = plan("CREATE EXTENSION\n  moddatetime\n;\nSELECT 1;", "42501");

        assertThat(((Help.Rewritten) help).sql().lines().skip(3)).containsExactly("SELECT 1;");
    }

    @Test
    void aNewOwnerIsHelpedMeanwhile() {
        Help help = plan("ALTER TABLE t\n OWNER TO boss;\nSELECT 1;", "42501");

        assertThat(((Help.Rewritten) help).sql())
                .isEqualTo(
                        "SELECT backout_scratch.lend_create('boss'); ALTER TABLE t\n OWNER TO boss;"
                                + " SELECT backout_scratch.take_back();\nSELECT 1;");
        assertThat(((Help.Rewritten) help).roles()).containsExactly("boss");
    }

    @Test
    void rolesThatTheFileTakesForGrantedAreMade() {
        Help help =
                plan(
                        """
                        CREATE ROLE made;
                        GRANT SELECT ON t TO made, "App User", PUBLIC, there;
                        ALTER TABLE t OWNER TO boss;
                        """,
                        "42704");

        assertThat(((Help.Rewritten) help).roles()).containsExactly("App User", "boss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "23505", "22012"})
    void anotherFailureIsNotOurs(String sqlState) {
        assertThat(plan("CREATE ROLE a", sqlState)).isEqualTo(new Help.NotNeeded());
    }

    @Test
    void nothingToMakeIsNotNeeded() {
        assertThat(plan("GRANT SELECT ON t TO there", "42704")).isEqualTo(new Help.NotNeeded());
    }

    private static Help plan(String file, String sqlState) {
        return plan(file, sqlState, ExtensionOffer.MISSING);
    }

    private static Help plan(String file, String sqlState, ExtensionOffer vector) {
        ServerFailure failure =
                new ServerFailure(sqlState, "denied", null, null, 0, null, null, null);
        return HelpPlanner.plan(
                file,
                failure,
                name ->
                        switch (name) {
                            case "vector" -> vector;
                            case "pgcrypto" -> ExtensionOffer.TRUSTED;
                            default -> ExtensionOffer.UNTRUSTED;
                        },
                Set.of("there"));
    }
}
