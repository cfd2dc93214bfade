package dev.backout.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPositionTest {
    @Test
    void theServerCountsCharactersNotJavaUnits() {
        String sql = "SELECT '😀';\nSELECT 😀x";

        assertThat(TextPosition.ofServer(sql, 13)).isEqualTo(new TextPosition(2, 1));
        assertThat(TextPosition.ofServer(sql, 21)).isEqualTo(new TextPosition(2, 9));
    }

    @Test
    void aPlaceIsFoundInAnotherTextOfTheSameLines() {
        TextPosition place = new TextPosition(2, 3);

        assertThat(place.in("😀a\nbcd")).isEqualTo(6);
        assertThat(place.in("a\nb\nc")).isEqualTo(4);
        assertThat(place.in("abcd")).isEqualTo(3);
    }

    @Test
    void beyondTheEndIsTheEnd() {
        assertThat(TextPosition.ofServer("ab", 99)).isEqualTo(new TextPosition(1, 3));
        assertThat(TextPosition.ofServer("ab", 0)).isEqualTo(new TextPosition(1, 1));
        assertThat(TextPosition.of("a\nb", 2)).hasToString("2:1");
    }
}
