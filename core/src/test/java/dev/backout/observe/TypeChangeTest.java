package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TypeChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | bigint",
                "smallint | double precision",
                "integer | numeric(12,2)",
                "character varying(10) | character varying(20)",
                "character varying(10) | text",
                "text | character varying",
                "character(3) | character(5)",
                "numeric(10,2) | numeric(14,4)",
                "numeric(10,2) | numeric",
                "timestamp(3) without time zone | timestamp without time zone",
                "integer[] | bigint[]",
                "uuid | text",
                "jsonb | json",
                "real | double precision",
            })
    void whatHoldsEveryValueLosesNothing(String from, String to) {
        assertThat(TypeChange.of(from, to).lossless()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint | integer",
                "integer | real",
                "bigint | double precision",
                "bigint | numeric(10,2)",
                "text | character varying(10)",
                "character varying(20) | character varying(10)",
                "character(3) | text",
                "numeric(10,2) | numeric(11,4)",
                "numeric | numeric(10,2)",
                "timestamp(6) without time zone | timestamp(3) without time zone",
                "timestamp without time zone | timestamp with time zone",
                "json | jsonb",
                "text | integer",
                "integer[] | integer",
                "uuid | character varying(30)",
                "geometry(Point,4326) | geometry(Point,3857)",
                "double precision | numeric",
            })
    void whatMayNotHoldAValueIsNotTrusted(String from, String to) {
        assertThat(TypeChange.of(from, to).lossless()).isFalse();
    }

    @Test
    void anEnumFitsIntoOneThatHasAllItsLabels() {
        TypeChange wider =
                TypeChange.of("a", "b", type -> List.of("x", "y"), type -> List.of("y", "z", "x"));
        TypeChange other = TypeChange.of("a", "b", type -> List.of("x", "y"), type -> List.of("y"));
        assertThat(wider.lossless()).isTrue();
        assertThat(other).isEqualTo(new TypeChange(false, "b lacks labels of a"));
    }

    @Test
    void anEnumFitsIntoText() {
        assertThat(TypeChange.of("a", "text", type -> List.of("x"), type -> null).lossless())
                .isTrue();
        assertThat(
                        TypeChange.of("a", "character varying(1)", type -> List.of("x"), t -> null)
                                .lossless())
                .isFalse();
    }
}
