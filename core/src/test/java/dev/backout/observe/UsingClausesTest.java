package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsingClausesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER COLUMN b TYPE int",
                "ALTER TABLE t ALTER b TYPE \"Kind\" USING (\"b\"::text::\"Kind\");",
                "ALTER TABLE t ALTER b SET DATA TYPE numeric(10,2) USING b::numeric(10, 2), ADD x"
                        + " int",
                "ALTER TABLE t ALTER b TYPE int USING CAST(b AS integer)",
                "ALTER TABLE t ALTER a TYPE int USING f(a), ALTER b TYPE int USING (b)::int;",
                "ALTER TABLE t ALTER b TYPE int[] USING b::int[];",
            })
    void castsOfTheColumnItselfAreOrdinary(String sql) {
        assertThat(UsingClauses.odd(MigrationScript.of(sql), "b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER b TYPE int USING length(b)",
                "alter table t alter column \"b\" type int using 0;",
                "ALTER TABLE t ALTER a TYPE int, ALTER b TYPE text USING lower(b), ADD x int",
                "ALTER TABLE t ALTER a TYPE int USING a::int, ALTER b TYPE int USING b::int * 2",
                "ALTER TABLE t ALTER b TYPE int USING other::int",
                "DO $$ BEGIN ALTER TABLE t ALTER b TYPE int USING CASE b WHEN 'x' THEN 1 END; END"
                        + " $$",
            })
    void anythingElseIsTold(String sql) {
        assertThat(UsingClauses.odd(MigrationScript.of(sql), "b")).isNotNull();
        assertThat(UsingClauses.anyOdd(MigrationScript.of(sql))).isEqualTo("b");
    }
}
