package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// SQL under check comes from pull requests: nothing that it tries may get out of its database.
@ParameterizedClass
@MethodSource("dev.backout.Majors#all")
class HostileSqlTest {
    private static final Map<Integer, ScratchDatabase> DATABASES = new ConcurrentHashMap<>();

    @Parameter int major;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    COPY (SELECT 1) TO PROGRAM 'touch /tmp/pwned' | 42501
                    CREATE TABLE t (a text); COPY t FROM PROGRAM 'id' | 42501
                    CREATE TABLE t (a text); COPY t FROM '/etc/passwd' | 42501
                    COPY (SELECT 1) TO '/tmp/pwned' | 42501
                    SELECT pg_read_file('/etc/passwd') | 42501
                    SELECT pg_read_binary_file('PG_VERSION') | 42501
                    SELECT pg_ls_dir('.') | 42501
                    SELECT pg_stat_file('PG_VERSION') | 42501
                    SELECT lo_import('/etc/passwd') | 42501
                    SELECT lo_export(lo_create(0), '/tmp/pwned') | 42501
                    CREATE EXTENSION dblink | 42501
                    CREATE EXTENSION postgres_fdw | 42501
                    CREATE EXTENSION file_fdw | 42501
                    CREATE EXTENSION plpython3u | 42501
                    CREATE EXTENSION plperlu | 42501
                    CREATE EXTENSION adminpack | `42501,0A000,58P01`
                    CREATE LANGUAGE plpython3u | 42501
                    CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6', 'system' | 42501
                    CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'pg_backend_pid' | 42501
                    LOAD '/lib/x86_64-linux-gnu/libc.so.6' | 42501
                    ALTER SYSTEM SET archive_command TO 'id' | 42501
                    SET session_preload_libraries TO 'x' | 42501
                    SET log_directory TO '/tmp' | 55P02
                    SET session_replication_role TO replica | 42501
                    SET SESSION AUTHORIZATION backout_superuser | 42501
                    SET ROLE backout_superuser | 42501
                    SET ROLE pg_execute_server_program | 42501
                    GRANT pg_execute_server_program TO CURRENT_USER | `42501,0LP01`
                    GRANT backout_superuser TO CURRENT_USER | `42501,0LP01`
                    ALTER ROLE CURRENT_USER SUPERUSER | 42501
                    ALTER ROLE CURRENT_USER CREATEROLE | 42501
                    ALTER ROLE backout_superuser PASSWORD 'x' | 42501
                    CREATE ROLE boss SUPERUSER | 42501
                    CREATE DATABASE other | 42501
                    DROP DATABASE postgres | 42501
                    CREATE TABLESPACE s LOCATION '/tmp' | 42501
                    CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p | 42501
                    CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f() | `42501,42883`
                    SELECT * FROM pg_authid | 42501
                    SELECT * FROM pg_user_mapping | 42501
                    SELECT * FROM pg_hba_file_rules | 42501
                    UPDATE pg_proc SET prosecdef = true | 42501
                    DELETE FROM pg_class | 42501
                    SELECT pg_reload_conf() | 42501
                    SELECT pg_rotate_logfile() | 42501
                    SELECT pg_create_physical_replication_slot('x') | `42501,55000`
                    CREATE OR REPLACE FUNCTION pg_catalog.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL' | 42501
                    CREATE TABLE pg_catalog.t () | 42501
                    CREATE FUNCTION backout_scratch.f() RETURNS int LANGUAGE sql AS 'SELECT 1' | 42501
                    DROP SCHEMA backout_scratch CASCADE | 42501
                    ALTER FUNCTION backout_scratch.create_role SECURITY INVOKER | 42501
                    SELECT backout_scratch.adopt('pg_extension', 1) | 42501
                    SELECT backout_scratch.create_extension('file_fdw', 'public', NULL, false, false) | 42501
                    SELECT backout_scratch.create_extension('dblink', 'public', NULL, false, true) | 42501
                    SELECT backout_scratch.create_extension('bloom', 'pg_catalog', NULL, false, false) | 42501
                    SELECT backout_scratch.create_extension('bloom', 'public; DROP TABLE x', NULL, false, false) | 3F000
                    SELECT backout_scratch.create_role('pg_monitor', '{}') | 42501
                    SELECT backout_scratch.create_role('backout_superuser', '{}') | 42501
                    SELECT backout_scratch.create_role('x', '{pg_read_server_files}') | 42501
                    SELECT backout_scratch.create_role('x', '{backout_superuser}') | 42501
                    SELECT backout_scratch.create_role(session_user, '{}') | 42710
                    SELECT backout_scratch.drop_role('backout_superuser', false) | 42501
                    SELECT backout_scratch.create_publication('p', '{}', '{publish=x) --}') | 42501
                    SELECT backout_scratch.create_event_trigger('e', 'login', '{}', 'now()') | 42501
                    SELECT backout_scratch.create_event_trigger('e', 'sql_drop', '{}', 'now()') | 42501
                    """)
    void isRefused(String sql, String sqlStates) {
        ScratchDatabase database = DATABASES.computeIfAbsent(major, HostileSqlTest::database);

        assertThat(sqlStates.split(",", -1))
                .contains(Servers.failure(database.run(sql)).sqlState());
    }

    private static ScratchDatabase database(int major) {
        ScratchDatabase database = Servers.shared(major).create();
        database.allowHelp();
        return database;
    }
}
