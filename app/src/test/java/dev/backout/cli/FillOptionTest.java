package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class FillOptionTest {
    @Test
    void takesTheColumnApartAndLeavesTheExpression() {
        assertThat(FillOption.parse(List.of("public.users.email=coalesce(a, 'b=c')")))
                .isEqualTo(
                        Map.of(
                                Address.of(ObjectKind.COLUMN, "public", "users", "email"),
                                "coalesce(a, 'b=c')"));
    }

    @Test
    void knowsQuotedNames() {
        assertThat(FillOption.parse(List.of("public.\"My.Table\".\"a=\"\"b\"=1")))
                .containsOnlyKeys(Address.of(ObjectKind.COLUMN, "public", "My.Table", "a=\"b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x=1", "public.users.email", "public.users.email=", "a.b.c.d=1", "..=1"})
    void refusesWhatIsNoColumn(String text) {
        assertThatThrownBy(() -> FillOption.parse(List.of(text)))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining(text);
    }
}
