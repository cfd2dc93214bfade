package dev.backout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class IndexedKeyTest {
    @Test
    void readsColumns() {
        assertThat(IndexedKey.of("CREATE UNIQUE INDEX i ON public.t USING btree (a, \"B, c\")"))
                .isEqualTo(new IndexedKey(List.of("a", "\"B, c\""), "", false));
    }

    @Test
    void leavesOutWhatSaysNothingOfEquality() {
        assertThat(
                        IndexedKey.of(
                                "CREATE UNIQUE INDEX i ON public.t USING btree (a COLLATE \"C\""
                                        + " text_pattern_ops DESC NULLS LAST, lower(b) DESC)"
                                        + " INCLUDE (d)"))
                .isEqualTo(new IndexedKey(List.of("a", "lower(b)"), "", false));
    }

    @Test
    void keepsThePredicate() {
        assertThat(
                        IndexedKey.of(
                                "CREATE UNIQUE INDEX i ON public.t USING btree (a) NULLS NOT"
                                        + " DISTINCT WHERE (gone IS NULL)"))
                .isEqualTo(new IndexedKey(List.of("a"), "(gone IS NULL)", true));
    }
}
