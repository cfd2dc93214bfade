package dev.backout.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.sql.SqlStatement.Form;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

class StatementSplitterTest {
    /// Each is one statement, however many semicolons it holds.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s;'",
                "SELECT 'back\\'",
                "SELECT E'a\\';b'",
                "SELECT e'\\\\'",
                "SELECT E'a'\n  '\\';b'",
                "SELECT E'a' -- c;\n '\\';b'",
                "SELECT U&'\\0061;' , U&\"d;\" UESCAPE '!'",
                "SELECT N'a;', B'1', X'1F'",
                "SELECT \"a;\"\"b;\"",
                "SELECT $$a;b$$",
                "SELECT $x$a;$$;$y$;$x$",
                "SELECT $ä1$;$ä1$",
                "SELECT $1, $2",
                "SELECT 1 /* ; /* ; */ ; */ + 1",
                "SELECT 1 -- ; a\n + 1",
                "SELECT 1 --; a\r + 1",
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t"
                        + " SELECT CASE WHEN a THEN 1 ELSE CASE b WHEN 1 THEN 2 END END; END",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$",
                "CREATE TABLE begin_atomic (\"begin\" int, atomic int)",
                "SELECT a->>'b;' ?| ARRAY['c'] FROM t WHERE x @> '{}' AND y ?? 'z'",
                "SELECT 1e5, 0x1F, 1_000, .5",
            })
    void oneStatement(String sql) {
        List<SqlStatement> parts = StatementSplitter.split(sql + ";\nSELECT 2;");

        assertThat(parts).extracting(SqlStatement::sql).containsExactly(sql, "SELECT 2");
        assertThat(parts).extracting(SqlStatement::form).containsOnly(Form.STATEMENT);
    }

    @Test
    void aTransactionIsNotABody() {
        assertThat(texts("BEGIN; CREATE TABLE a(); END; BEGIN ATOMIC; SELECT 1;"))
                .containsExactly("BEGIN", "CREATE TABLE a()", "END", "BEGIN ATOMIC", "SELECT 1");
    }

    @Test
    void aDollarInsideANameIsNoQuote() {
        assertThat(texts("SELECT a$b$; SELECT c$b$;"))
                .containsExactly("SELECT a$b$", "SELECT c$b$");
    }

    @Test
    void whatIsNotClosedReachesToTheEnd() {
        for (String open : List.of("'a;", "\"a;", "$$a;", "/* a;", "(a;", "E'\\")) {
            assertThat(texts("SELECT " + open + " SELECT 2;")).hasSize(1);
        }
    }

    @Test
    void placesAreCountedAsEditorsDo() {
        SqlStatement second =
                StatementSplitter.split("-- é\r\nSELECT '😀';\r\n  /* x */ '😀' ;").getLast();

        assertThat(second.line()).isEqualTo(3);
        assertThat(second.column()).isEqualTo(11);
        assertThat(StatementSplitter.split("SELECT '😀'; SELECT 2").getLast().column())
                .isEqualTo(13);
    }

    @Test
    void commentsAndSemicolonsAloneAreEmpty() {
        List<SqlStatement> parts = StatementSplitter.split("-- nothing\n;;\nSELECT 1;\n-- end\n");

        assertThat(parts)
                .extracting(SqlStatement::form)
                .containsExactly(Form.EMPTY, Form.EMPTY, Form.STATEMENT, Form.EMPTY);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheStatement() {
        SqlStatement first = StatementSplitter.split("\ufeffCREATE TABLE a();").getFirst();

        assertThat(first.sql()).isEqualTo("CREATE TABLE a()");
        assertThat(first.text()).startsWith("\ufeff");
    }

    @Test
    void linesForPsqlAreTold() {
        List<SqlStatement> parts =
                StatementSplitter.split("\\connect shop\nSELECT 1;\n \\i it's.sql\nSELECT 2;");

        assertThat(parts)
                .extracting(SqlStatement::form)
                .containsExactly(
                        Form.PSQL_COMMAND, Form.STATEMENT, Form.PSQL_COMMAND, Form.STATEMENT);
        assertThat(parts.get(2).line()).isEqualTo(3);
    }

    @Test
    void rowsAfterCopyAreTold() {
        List<SqlStatement> parts =
                StatementSplitter.split(
                        "COPY public.t (a, b) FROM stdin WITH (FORMAT csv);\n"
                                + "1\tit's;\n"
                                + "\\.\n"
                                + "SELECT 1;");

        assertThat(parts)
                .extracting(SqlStatement::form)
                .containsExactly(Form.STATEMENT, Form.COPY_ROWS, Form.STATEMENT);
    }

    @Test
    void theFirstKeywordsTellAStatement() {
        SqlStatement index =
                StatementSplitter.split(
                                "-- c\ncreate /* x */ unique index concurrently \"i\" on t(a);")
                        .getFirst();

        assertThat(index.firstKeywords(9))
                .containsExactly("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY");
        assertThat(index.beginsWith("CREATE", "UNIQUE")).isTrue();
        assertThat(index.beginsWith("CREATE", "INDEX")).isFalse();
    }

    @Test
    void thePartsJoinedAreTheFile() {
        String[] pieces = {
            "'",
            "''",
            "\"",
            "$$",
            "$a$",
            "$1",
            ";",
            "(",
            ")",
            "/*",
            "*/",
            "--",
            "\n",
            "\r\n",
            "\\",
            "E'",
            "U&\"",
            "BEGIN ATOMIC",
            "END",
            "CASE",
            "CREATE FUNCTION",
            "COPY t FROM STDIN",
            "\\.",
            " ",
            "a",
            "é",
            "😀",
            "\ufeff",
            "0",
            "\t",
            "?",
            "{d '"
        };
        Random random = new Random(20261121);
        for (int n = 0; n < 5_000; n++) {
            String sql =
                    random.ints(random.nextInt(30), 0, pieces.length)
                            .mapToObj(i -> pieces[i])
                            .collect(Collectors.joining());

            String joined =
                    StatementSplitter.split(sql).stream()
                            .map(SqlStatement::text)
                            .collect(Collectors.joining());

            assertThat(joined).isEqualTo(sql);
        }
    }

    private static List<String> texts(String sql) {
        return StatementSplitter.split(sql).stream().map(SqlStatement::sql).toList();
    }
}
