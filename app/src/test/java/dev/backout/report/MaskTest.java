package dev.backout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a server's words is shown.
class MaskTest {
    private static final Mask MASK = new Mask(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: could not create unique index \"u\"\n"
                        + "DETAIL: Key (email)=(secret) is duplicated.",
                "ERROR: could not create unique index \"u\"\n  Detail:  Key (email)=(secret)",
                "DbError { severity: \"ERROR\", detail: Some(\"Key (email)=(secret) \\\"x\\\""
                        + " is\"), hint: None }",
                "Key (email)=(secret) already exists.",
                "Key (email, name)=(a, (secret)) is not present in table \"users\".",
                "ERROR: invalid input syntax for type integer: \"secret\" (SQLSTATE 22P02)",
                "ERROR: invalid input value for enum role: \"secret\"",
                "ERROR: invalid input syntax for type uuid: \"a\" (secret) \"b\" (SQLSTATE 22P02)",
                "Key (email)=(a) b, secret) already exists.",
                "ERROR: x\nDETAIL: Key (email)=(first\n\nsecret) exists",
                "CONTEXT:  COPY users, line 3, column email: \"secret\"",
            })
    void valuesOfRowsAreNotShown(String message) {
        assertThat(MASK.message(message)).doesNotContain("secret").contains(Mask.HIDDEN);
        assertThat(new Mask(true).message(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: relation \"users\" does not exist (SQLSTATE 42P01)",
                "ERROR: column \"a\" of relation \"b\" already exists",
                "as it has to be",
            })
    void theRestStays(String message) {
        assertThat(MASK.message(message)).isEqualTo(message);
    }

    @Test
    void tagsStayAndNoticesDoNot() {
        assertThat(MASK.answer("UPDATE 5")).isEqualTo("UPDATE 5");
        assertThat(MASK.answer("INSERT 0 1; row of ann@example.com moved"))
                .isEqualTo("INSERT 0 1; a notice (not shown)");
        assertThat(new Mask(true).answer("DO; ann@example.com")).isEqualTo("DO; ann@example.com");
        assertThat(MASK.answer("ERROR: Key (id)=(7) exists"))
                .isEqualTo("ERROR: Key (id)=(not shown) exists");
    }
}
