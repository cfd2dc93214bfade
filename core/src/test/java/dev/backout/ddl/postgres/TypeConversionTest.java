package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeConversionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    character varying(20) | character varying(10) | ''
                    integer | numeric(10,2) | ''
                    timestamp(3) without time zone | timestamp with time zone | ''
                    public."Role" | text | ''
                    public."Role" | public.role | ' USING c::text::public.role'
                    public.one[] | public.other[] | ' USING c::text[]::public.other[]'
                    text | public.role | ' USING c::public.role'
                    text | uuid | ' USING c::uuid'
                    boolean | integer | ' USING c::integer'
                    boolean | bigint | ' USING c::integer::bigint'
                    numeric(5,0) | boolean | ' USING c::integer::boolean'
                    jsonb | json | ''
                    jsonb | text | ''
                    text[] | jsonb | ' USING to_jsonb(c)'
                    text | text[] | ' USING CASE WHEN c IS NOT NULL THEN ARRAY[c] END'
                    text[] | text | ''
                    integer[] | integer | ' USING c[1]'
                    uuid | bytea | ' USING c::text::bytea'
                    """)
    void usesAnExpressionWhereTheServerDoesNotConvertByItself(
            String from, String to, String using) {
        assertThat(TypeConversion.using("c", from, to)).isEqualTo(using);
    }
}
