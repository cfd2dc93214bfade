package dev.backout.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers of things, as people say them.
class CountedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1    | row | 1 row
                    0    | row | 0 rows
                    3500 | row | 3,500 rows
                    2    | try | 2 tries
                    """)
    void things(long count, String thing, String said) {
        assertThat(Counted.of(count, thing)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2  | rows have NULL           | rows have NULL
                    1  | rows have NULL           | row has NULL
                    1  | rows would have no value | row would have no value
                    1  | values do not fit        | value does not fit
                    1  | rows                     | row
                    1  | its values are lost      | its values are lost
                    -1 | rows refer to these      | rows refer to these
                    """)
    void sentences(long count, String ofSeveral, String said) {
        assertThat(Counted.said(count, ofSeveral)).isEqualTo(said);
    }
}
