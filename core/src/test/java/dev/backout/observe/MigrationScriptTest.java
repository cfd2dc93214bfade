package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

class MigrationScriptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; | ORDINARY",
                "begin; select 1; commit; | OWN",
                "select 1; COMMIT; select 2; | OWN",
                "START TRANSACTION; select 1; END; BEGIN; | LEFT_OPEN",
                "SAVEPOINT a; ROLLBACK TO a; ROLLBACK TRANSACTION TO SAVEPOINT a; | ORDINARY",
                "DO 'BEGIN END'; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; |"
                        + " ORDINARY",
            })
    void transactionsAreReadFromTopLevelStatements(String sql, TransactionUse use) {
        assertThat(MigrationScript.of(sql).transactionUse()).isEqualTo(use);
    }

    @Test
    void settingsThatStayAreNamed() {
        String sql =
                """
                SET search_path TO a; SET LOCAL lock_timeout = '1s'; SET SESSION "statement_timeout" = 0;
                SET CONSTRAINTS ALL DEFERRED; SET TIME ZONE 'UTC'; RESET ROLE;
                SELECT pg_catalog.set_config('Work_Mem', '1MB', false), set_config('x.y', 'SET a', true);
                -- SET nothing
                SET SESSION AUTHORIZATION DEFAULT;
                """;
        assertThat(MigrationScript.of(sql).settings())
                .containsExactly(
                        "search_path",
                        "statement_timeout",
                        "timezone",
                        "role",
                        "work_mem",
                        "session authorization");
    }

    @Test
    void linesAreThoseOfStatementsNotOfComments() {
        String sql =
                "-- drops name of users\n"
                        + "CREATE TABLE a (id int);\n\n"
                        + "ALTER TABLE users\n"
                        + " DROP name;";
        Address column = Address.of(ObjectKind.COLUMN, "public", "users", "name");
        assertThat(MigrationScript.of(sql).lineOf(column)).isEqualTo(4);
        assertThat(MigrationScript.of(sql).lineOf(column.renamed("other"))).isZero();
    }

    @Test
    void manyNamesAreFoundAsOneByOne() {
        MigrationScript script =
                MigrationScript.of("UPDATE \"Order Line\" SET a$b = 'x'; -- éusers, posts_2\n");
        Set<String> names =
                Set.of("order line", "Order", "A$B", "b", "users", "posts", "POSTS_2", "post", "é");

        assertThat(script.mentioned(names))
                .isEqualTo(names.stream().filter(script::mentions).collect(toSet()))
                .containsExactlyInAnyOrder("order line", "Order", "A$B", "users", "POSTS_2");
    }
}
