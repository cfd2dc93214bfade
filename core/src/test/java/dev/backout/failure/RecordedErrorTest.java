package dev.backout.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read out of the records that Prisma's two engines leave.
class RecordedErrorTest {
    /// The native engine: the server's words, then the driver's own record.
    private static final String NATIVE =
            """
            A migration failed to apply. New migrations cannot be applied before the error is \
            recovered from. Read more about how to resolve migration issues in a production \
            database: https://docs.example.com/d/migrate-resolve

            Migration name: 20260401_slug

            Database error code: 23505

            Database error:
            ERROR: could not create unique index "Category_slug_key"
            DETAIL: Key (slug)=(top secret) is duplicated.

            DbError { severity: "ERROR", parsed_severity: Some(Error), code: SqlState(E23505), \
            message: "could not create unique index \\"Category_slug_key\\"", detail: \
            Some("Key (slug)=(top secret) is duplicated."), hint: None, position: None, where_: \
            None, schema: Some("public"), table: Some("Cate\\"gory"), column: None, datatype: None, \
            constraint: Some("Category_slug_key"), file: Some("tuplesortvariants.c"), line: \
            Some(1550), routine: Some("comparetup_index_btree_tiebreak") }

               0: sql_schema_connector::apply_migration::apply_script
            """;

    @Test
    void theNativeEnginesRecordIsRead() {
        RecordedError error = RecordedError.of(NATIVE);
        assertThat(error)
                .isEqualTo(
                        new RecordedError(
                                "23505",
                                "could not create unique index \"Category_slug_key\"",
                                "Key (slug)=(top secret) is duplicated.",
                                "public",
                                "Cate\"gory",
                                null,
                                "Category_slug_key"));
    }

    @ParameterizedTest
    @CsvSource({
        "Unique constraint failed: users_email_key, 23505, users_email_key",
        "Foreign key constraint failed: orders_fkey, 23503, orders_fkey",
        "'Null constraint failed: ', 23502,",
        "No such table: userz, 42P01,",
        "'Error querying the database: ERROR: check constraint \"ck\" of relation \"orders\" is"
                + " violated by some row', 23514, ck",
        "'Error querying the database: ERROR: CREATE INDEX CONCURRENTLY cannot run inside a"
                + " transaction block', 25001,",
        "'Error querying the database: ERROR: relation \"users\" already exists', 42P07,",
        "'Error in the underlying connector (WASM_ERROR): Error: unknown variant"
                + " `InvalidInputValue`, expected one of `GenericJs`', 22P02,",
        "something that nobody has seen, '',",
    })
    void theWebAssemblyEnginesSentenceStandsForACode(
            String sentence, String sqlState, String constraint) {
        RecordedError error =
                RecordedError.of(
                        "external connector error\n" + sentence + "\n   0: sql_schema_connector\n");
        assertThat(error).isNotNull();
        assertThat(error.sqlState()).isEqualTo(sqlState);
        assertThat(error.constraint()).isEqualTo(constraint);
    }

    @Test
    void nothingRecordedIsNoError() {
        assertThat(RecordedError.of(null)).isNull();
        assertThat(RecordedError.of(" \n")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "22P02, 'invalid input syntax for type integer: \"secret\"'",
        "22P02, 'invalid input value for enum \"Role\": \"secret\"'",
        "22003, 'value \"secret\" is out of range for type integer'",
        "22007, 'invalid input syntax for type date: \"secret\"'",
        "22008, 'date/time field value out of range: \"secret\"'",
        "P0001, 'user secret has no address'",
    })
    void noValueOfARowIsShown(String sqlState, String message) {
        RecordedError error =
                new RecordedError(sqlState, message, "secret", null, null, null, null);
        assertThat(error.masked()).doesNotContain("secret").isNotBlank();
    }

    @Test
    void namesAreShown() {
        RecordedError error = RecordedError.of(NATIVE);
        assertThat(error).isNotNull();
        assertThat(error.masked()).contains("Category_slug_key").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE_KEY",
        "23503, MISSING_TARGET",
        "23502, NULL_VALUES",
        "23514, CHECK_VIOLATED",
        "22P02, VALUE_DOES_NOT_CONVERT",
        "22001, VALUE_DOES_NOT_CONVERT",
        "42804, NO_CAST",
        "42P07, ALREADY_EXISTS",
        "42701, ALREADY_EXISTS",
        "42703, DOES_NOT_EXIST",
        "55P03, LOCKED",
        "40P01, LOCKED",
        "42501, RIGHTS",
        "53100, FULL",
        "25001, NOT_IN_TRANSACTION",
        "55P04, NEW_LABEL",
        "57P01, CONNECTION",
        "XX000, OTHER",
    })
    void everyCodeHasItsCause(String sqlState, Cause cause) {
        assertThat(Cause.of(sqlState)).isEqualTo(cause);
        assertThat(cause.text().isEmpty()).isEqualTo(cause == Cause.OTHER);
    }
}
