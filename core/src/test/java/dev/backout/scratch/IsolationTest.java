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
import java.time.Duration;

/// What a migration does to its own database reaches nobody else: neither the administrator nor
/// another database, nor the machine.
@ParameterizedClass
@MethodSource("dev.backout.Majors#all")
class IsolationTest {
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
    void anotherDatabaseCannotBeEntered() throws SQLException {
        try (ScratchDatabase other = Servers.shared(major).create()) {
            for (String target : new String[] {other.name(), "postgres", "template1"}) {
                assertThat(value("SELECT has_database_privilege('" + target + "', 'CONNECT')"))
                        .isEqualTo("f");
                assertThat(loginState(target)).isEqualTo("42501");
            }
        }
    }

    private String loginState(String target) {
        try (var connection = database.owner().session(target)) {
            return "connected to " + connection;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    @Test
    void theAdministratorCannotBeEnded() throws SQLException {
        String pid = Servers.value(database.admin(), "SELECT pg_backend_pid()");

        assertThat(Servers.failure(database.run("SELECT pg_terminate_backend(" + pid + ")")))
                .extracting("sqlState")
                .isEqualTo("42501");
    }

    @Test
    void theAdministratorUsesNothingOfTheOwners() throws SQLException {
        Servers.must(
                database.run(
                        """
                        CREATE TABLE trap (hit text);
                        CREATE FUNCTION public.spring(text, name) RETURNS boolean LANGUAGE plpgsql AS
                        $$ BEGIN INSERT INTO public.trap VALUES (current_user); RETURN true; END $$;
                        CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = name, FUNCTION = public.spring);
                        CREATE FUNCTION public.version() RETURNS text LANGUAGE sql AS
                        $$ INSERT INTO public.trap VALUES (current_user) RETURNING hit $$;
                        CREATE TABLE public.pg_class (relname name);
                        """));
        Servers.must(
                database.run(
                        "ALTER DATABASE "
                                + database.name()
                                + " SET search_path TO public, pg_catalog"));
        Servers.must(
                database.run("ALTER DATABASE " + database.name() + " SET statement_timeout TO 1"));
        database.disconnect();

        assertThat(Servers.value(database.admin(), "SHOW search_path"))
                .isEqualTo("pg_catalog,pg_temp");
        assertThat(Servers.value(database.admin(), "SHOW statement_timeout")).isEqualTo("0");
        assertThat(Servers.value(database.admin(), "SELECT version()")).startsWith("PostgreSQL");
        assertThat(
                        Servers.value(
                                database.admin(),
                                "SELECT count(*) > 100 FROM pg_class WHERE 'x'::text = 'x'::name"))
                .isEqualTo("t");
        assertThat(Servers.value(database.admin(), "SELECT count(*) FROM public.trap"))
                .isEqualTo("0");
    }

    @Test
    void anEventTriggerDoesNotRunWithTheRightsOfAFunctionThatHelps() throws SQLException {
        database.allowHelp();
        Servers.must(
                database.run(
                        """
                        CREATE TABLE trap (hit text);
                        CREATE FUNCTION spring() RETURNS event_trigger LANGUAGE plpgsql AS
                        $$ BEGIN INSERT INTO public.trap VALUES (current_user); END $$;
                        SELECT backout_scratch.create_event_trigger(
                            'e', 'ddl_command_end', '{}', 'spring()');
                        CREATE TABLE counted ();
                        SELECT backout_scratch.create_extension('bloom', 'public', NULL, false, false);
                        SELECT backout_scratch.create_publication('p', '{}', '{}');
                        SELECT backout_scratch.switch_event_trigger('e', false);
                        """));
        try (var statement = database.admin().createStatement()) {
            statement.execute("CREATE TABLE public.by_administrator ()");
        }

        assertThat(Servers.value(database.admin(), "SELECT string_agg(hit, ',') FROM public.trap"))
                .isEqualTo(database.role());
        assertThat(Servers.failure(database.run("ALTER EVENT TRIGGER e ENABLE ALWAYS")).sqlState())
                .isEqualTo("42501");
    }

    @Test
    void whatNeverEndsIsStopped() {
        MessageOutcome outcome =
                database.run(
                        "SET statement_timeout = 0; DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(60);"
                                + " EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$",
                        Duration.ofMillis(200));

        assertThat(outcome).isInstanceOf(MessageOutcome.Stopped.class);
        Servers.must(database.run("SELECT 1"));
    }

    @Test
    void memoryIsLimitedPerSession() {
        String sql =
                """
                SELECT cardinality(array_agg(repeat(repeat('x', 1000000), 100 + i)))
                FROM generate_series(1, 30) i
                """;

        assertThat(Servers.failure(database.run(sql)).sqlState()).isIn("53200", "54000");
    }

    @Test
    void temporaryFilesAreLimited() {
        String sql =
                """
                SELECT count(*) FROM
                (SELECT repeat(md5(i::text), 20) x FROM generate_series(1, 600000) i ORDER BY x) s
                """;

        assertThat(Servers.failure(database.run(sql)).sqlState()).isEqualTo("53400");
    }

    private String value(String sql) throws SQLException {
        return Servers.value(database.session(), sql);
    }
}
