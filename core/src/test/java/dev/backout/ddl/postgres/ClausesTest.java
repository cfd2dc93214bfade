package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ClausesTest {
    @Test
    void findsAClauseOutsideOfQuotesAndParentheses() {
        String definition =
                "CREATE INDEX \"a WHERE b\" ON t (f(x, ' WHERE ')) WITH (fillfactor='70') WHERE"
                        + " (y)";
        assertThat(Clauses.indexOf(definition, "WHERE"))
                .isEqualTo(definition.lastIndexOf(" WHERE"));
        assertThat(Clauses.indexOf(definition, "WHER")).isEqualTo(-1);
    }

    @Test
    void knowsEscapes() {
        String definition = "CHECK (a <> E'\\'') DEFERRABLE";
        assertThat(Clauses.indexOf(definition, "DEFERRABLE"))
                .isEqualTo(definition.indexOf(" DEFERRABLE"));
    }

    @Test
    void putsInBeforeTheFirstOfSeveral() {
        assertThat(
                        Clauses.insertBefore(
                                "UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
                                List.of("INITIALLY", "DEFERRABLE"),
                                " WITH (x)"))
                .isEqualTo("UNIQUE (a) WITH (x) DEFERRABLE INITIALLY DEFERRED");
        assertThat(Clauses.insertBefore("UNIQUE (a)", List.of("DEFERRABLE"), " WITH (x)"))
                .isEqualTo("UNIQUE (a) WITH (x)");
    }

    @Test
    void addsParenthesesOnlyWhereThereAreNone() {
        assertThat(Clauses.parenthesized("(a = ')')")).isEqualTo("(a = ')')");
        assertThat(Clauses.parenthesized("(a) OR (b)")).isEqualTo("((a) OR (b))");
        assertThat(Clauses.parenthesized("a")).isEqualTo("(a)");
    }
}
