package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.plan.ValueMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class MapOptionTest {
    @Test
    void namesAColumnAndWhatItsValuesBecome() {
        assertThat(MapOption.parse(List.of("Order.status: ARCHIVED -> CLOSED, LOST->NULL")))
                .containsExactly(
                        new ValueMap(
                                List.of("Order", "status"),
                                List.of(
                                        new ValueMap.Value("ARCHIVED", "CLOSED"),
                                        new ValueMap.Value("LOST", null))));
    }

    @Test
    void takesAnythingInQuotes() {
        ValueMap map =
                MapOption.parse(List.of("a.\"b: c\".d: 'x -> y, z' -> 'it''s', 'NULL' -> 'NULL'"))
                        .getFirst();

        assertThat(map.path()).containsExactly("a", "b: c", "d");
        assertThat(map.values())
                .containsExactly(
                        new ValueMap.Value("x -> y, z", "it's"),
                        new ValueMap.Value("NULL", "NULL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status: A -> B",
                "a.b",
                "a.b:",
                "a.b: A",
                "a.b: A ->",
                "a.b: -> B",
                "a.b: A -> B -> C",
                "a..b: A -> B",
                "a.b.c.d: A -> B",
                "a.b: A -> B,"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> MapOption.parse(List.of(text)))
                .isInstanceOf(BackoutException.class)
                .hasMessage("--map %s is not Table.column: OLD -> NEW", text);
    }
}
