package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SimpleQuery;
import dev.backout.sql.TextPosition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.core.TransactionState;

import java.sql.SQLException;

/// A file reaches the server as one message, character for character.
@ParameterizedClass
@MethodSource("dev.backout.Majors#all")
class OneMessageTest {
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
    void aFileIsOneImplicitTransaction() {
        assertThat(failure("CREATE TABLE a(); SELECT 1/0;").sqlState()).isEqualTo("22012");
        assertThat(failure("SELECT FROM a").sqlState()).isEqualTo("42P01");
    }

    @Test
    void anIndexIsBuiltConcurrentlyOnlyWhenAlone() {
        Servers.must(database.run("CREATE TABLE a(i int)"));

        Servers.must(database.run("-- why\nCREATE INDEX CONCURRENTLY i ON a(i); -- done\n"));
        assertThat(
                        failure(
                                        "CREATE INDEX CONCURRENTLY j ON a(i);"
                                                + " CREATE INDEX CONCURRENTLY k ON a(i);")
                                .sqlState())
                .isEqualTo("25001");
    }

    @Test
    void aCommitKeepsWhatStandsBeforeIt() {
        assertThat(failure("CREATE TABLE a(); COMMIT; CREATE TABLE b(); SELECT 1/0").sqlState())
                .isEqualTo("22012");

        Servers.must(database.run("SELECT FROM a"));
        assertThat(failure("SELECT FROM b").sqlState()).isEqualTo("42P01");
    }

    @Test
    void nothingOfTheTextIsChanged() throws SQLException {
        Servers.must(
                database.run(
                        """
                        CREATE FUNCTION keep(int) RETURNS text LANGUAGE sql AS
                        $f$ SELECT '?? {d ''2020-01-01''} {fn now()} $1 :x %s 😀' || $1 $f$;
                        CREATE TABLE t (a jsonb);
                        CREATE INDEX q ON t ((a ? 'b'));
                        """));

        assertThat(Servers.value(database.session(), "SELECT keep(1)"))
                .isEqualTo("?? {d '2020-01-01'} {fn now()} $1 :x %s 😀1");
        assertThat(failure("SELECT 1 ?? 2").message()).contains("integer ?? integer");
        assertThat(failure("SELECT $1").sqlState()).isEqualTo("42P02");
    }

    @Test
    void aStandardBodyIsNotCut() {
        MessageOutcome outcome =
                database.run(
                        "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int BEGIN ATOMIC"
                            + " INSERT INTO t VALUES (1); SELECT CASE WHEN true THEN 1 END; END;"
                            + " SELECT f()");

        assertThat(outcome)
                .isEqualTo(
                        new MessageOutcome.Completed(
                                java.util.List.of("CREATE TABLE", "CREATE FUNCTION"),
                                java.util.List.of(),
                                false));
    }

    @Test
    void anErrorKnowsItsPlace() {
        String file = "-- 😀 comment\nCREATE TABLE a();\n  SELECT 'é', oops FROM a;\n";

        ServerFailure failure = failure(file);

        assertThat(failure.sqlState()).isEqualTo("42703");
        assertThat(failure.in(file)).isEqualTo(new TextPosition(3, 15));
    }

    @Test
    void anErrorWithoutAPlaceIsAtTheStatementThatItEnded() {
        String file =
                "SELECT 1; -- é; one\nCREATE TABLE a();\n-- two\n  DROP TABLE b;\nDROP TABLE a;\n";

        var failed = (MessageOutcome.Failed) database.run(file);

        assertThat(failed.failure().position()).isZero();
        assertThat(failed.failure().in(file)).isEqualTo(new TextPosition(0, 0));
        assertThat(failed.placedIn(file).failure().in(file)).isEqualTo(new TextPosition(4, 3));
    }

    @Test
    void anErrorInsideAFunctionKnowsItsQuery() {
        ServerFailure failure = failure("DO $$ BEGIN EXECUTE 'SELECT oops'; END $$");

        assertThat(failure.internalQuery()).isEqualTo("SELECT oops");
        assertThat(failure.context()).contains("PL/pgSQL");
    }

    @Test
    void noticesAreCollected() {
        MessageOutcome outcome =
                database.run(
                        "DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE WARNING 'w%', i; END LOOP; END"
                                + " $$");

        assertThat(outcome.notices()).hasSize(100).startsWith("w1", "w2");
    }

    @Test
    void aNulCharacterIsAnError() {
        assertThat(failure("SELECT '\0'").position()).isEqualTo(9);
        Servers.must(database.run("SELECT 1"));
    }

    @Test
    void rowsAreNotKept() {
        Servers.must(database.run("SELECT repeat('x', 1000000) FROM generate_series(1, 300)"));
    }

    @Test
    void copyingFromTheFileFails() {
        Servers.must(database.run("CREATE TABLE a(i int)"));

        assertThat(database.run("COPY a FROM STDIN;\n1\n\\.\n"))
                .isInstanceOf(MessageOutcome.Failed.class);
        Servers.must(database.run("SELECT 1"));
    }

    @Test
    void aChangedEncodingDoesNotEndTheSession() {
        Servers.must(
                database.run(
                        "SET client_encoding = 'SQL_ASCII'; SET standard_conforming_strings ="
                                + " off"));
        Servers.must(database.run("SELECT 1"));
        database.reset();
        Servers.must(database.run("SELECT 1"));
    }

    @Test
    void aResetSessionIsAsGoodAsNew() throws SQLException {
        Servers.must(database.run("CREATE TABLE kept()"));
        Servers.must(
                database.run(
                        """
                        SET search_path TO pg_temp; SET statement_timeout = 7;
                        CREATE TEMP TABLE tmp(); PREPARE p AS SELECT 1;
                        SELECT pg_advisory_lock(1);
                        BEGIN; CREATE TABLE public.lost();
                        """));
        assertThat(SimpleQuery.transactionState(database.session()))
                .isEqualTo(TransactionState.OPEN);

        database.reset();

        assertThat(SimpleQuery.transactionState(database.session()))
                .isEqualTo(TransactionState.IDLE);
        assertThat(Servers.value(database.session(), "SHOW search_path"))
                .isEqualTo("\"$user\", public");
        assertThat(
                        Servers.value(
                                database.session(),
                                "SELECT to_regclass('tmp') IS NULL AND to_regclass('lost') IS NULL"
                                        + " AND to_regclass('kept') IS NOT NULL"))
                .isEqualTo("t");
        assertThat(
                        Servers.value(
                                database.admin(),
                                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND"
                                        + " database = (SELECT oid FROM pg_database WHERE datname"
                                        + " = current_database())"))
                .isEqualTo("0");
    }

    private ServerFailure failure(String sql) {
        return Servers.failure(database.run(sql));
    }
}
