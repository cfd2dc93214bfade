package dev.backout.catalog.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SqlTextTest {
    @Test
    void keepsTheLinesOfOneMajorVersion() {
        String sql =
                """
                -- A comment? Yes.
                select 1 as one, -- another?
                    2 as old --[<17]
                    3 as young --[17+]
                """;
        assertThat(SqlText.filter(sql, 16)).isEqualTo("select 1 as one,\n    2 as old");
        assertThat(SqlText.filter(sql, 17)).isEqualTo("select 1 as one,\n    3 as young");
    }

    @Test
    void takesOneQueryOutOfAUnion() {
        String union = "select\n    12, a\nunion all\nselect\n    -12, b";
        assertThat(SqlText.part(union, 12)).isEqualTo("select\n    12, a");
        assertThat(SqlText.part(union, -12)).isEqualTo("select\n    -12, b");
        assertThat(SqlText.parts(union, List.of(-12L, 12L)))
                .isEqualTo("select\n    -12, b\nunion all\nselect\n    12, a");
    }
}
