package dev.backout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConstraintTest {
    @Test
    void tellsWhatAForeignKeyRefersTo() {
        assertThat(
                        foreignKey(
                                        "FOREIGN KEY (a, b) REFERENCES public.t(x, \"Y\") ON"
                                                + " DELETE CASCADE")
                                .referencedColumns())
                .containsExactly("x", "Y");
    }

    @Test
    void readsNamesWithParentheses() {
        assertThat(
                        foreignKey("FOREIGN KEY (a) REFERENCES public.\"t(1)\"(\"x)\")")
                                .referencedColumns())
                .containsExactly("x)");
    }

    private static Constraint foreignKey(String definition) {
        return new Constraint(
                Address.of(ObjectKind.CONSTRAINT, "public", "c", "k"),
                ConstraintType.FOREIGN_KEY,
                definition,
                List.of("a"),
                Address.of(ObjectKind.TABLE, "public", "t"),
                true,
                true,
                false,
                List.of(),
                null,
                Standing.NONE);
    }
}
