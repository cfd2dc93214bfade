package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    'x'::text | text | 'x'
                    'it''s'::character varying | character varying(10) | 'it''s'
                    '{}'::character varying[] | character varying(10)[] | '{}'
                    'a'::public."Role" | public."Role" | 'a'
                    'x'::text | public.role | 'x'::text
                    '-1'::integer | bigint | -1
                    '-1.5'::numeric | numeric(10,2) | -1.5
                    lower('A'::text) | text | lower('A'::text)
                    now() | timestamp with time zone | now()
                    """)
    void leavesOutATypeThatSaysNothingNew(String printed, String type, String expected) {
        assertThat(DefaultText.of(printed, type)).isEqualTo(expected);
    }
}
