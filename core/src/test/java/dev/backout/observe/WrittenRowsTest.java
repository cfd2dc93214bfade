package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.hazard.HazardPage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;

/// Ways to write rows, none of which may pass unseen.
class WrittenRowsTest {
    private static final int MAJOR = Scene.MAJORS.getFirst();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INSERT INTO archive VALUES (1) ON CONFLICT (id) DO UPDATE SET note = 'x'"
                        + " | inserted-rows-remain archive, updated-values archive.note",
                "WITH gone AS (DELETE FROM archive RETURNING *) INSERT INTO payment SELECT id FROM"
                        + " gone | deleted-rows archive, inserted-rows-remain payment",
                "UPDATE open_order SET total = 0 | updated-values orders.total",
                "MERGE INTO archive a USING payment p ON a.id = p.id WHEN MATCHED THEN DELETE"
                        + " | deleted-rows archive",
                "UPDATE customer SET (age, name) = (SELECT 1, 'x')"
                        + " | updated-values customer.age, updated-values customer.name",
                "DO $$ BEGIN EXECUTE 'TRUNCATE archive'; END $$ | truncated-rows archive",
                "TRUNCATE orders CASCADE | truncated-rows orders, truncated-rows payment",
                "CREATE TABLE t AS SELECT * FROM customer | ``",
                "CREATE TABLE t (id int); INSERT INTO t SELECT id FROM customer; DELETE FROM t |"
                        + " ``",
                "ALTER TABLE customer RENAME COLUMN age TO years; UPDATE customer SET years = 1"
                        + " | updated-values customer.age",
                "UPDATE customer SET age = 1; ALTER TABLE customer DROP COLUMN age"
                        + " | dropped-column customer.age",
                "DROP VIEW open_order; UPDATE orders SET state = 'paid';"
                        + " ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;"
                        + " ALTER TYPE order_state RENAME TO old;"
                        + " CREATE TYPE order_state AS ENUM ('open', 'paid');"
                        + " ALTER TABLE orders ALTER COLUMN state TYPE order_state"
                        + " USING (state::text::order_state); DROP TYPE old"
                        + " | updated-values orders.state",
                "ALTER SEQUENCE invoice_number RESTART | dropped-sequence-state invoice_number",
                "REFRESH MATERIALIZED VIEW numbers | ``",
                "EXPLAIN UPDATE customer SET age = 1 | ``",
                "LOCK TABLE customer IN ROW EXCLUSIVE MODE; SELECT 1 | ``",
            })
    void areSeen(String migration, String losses) {
        String setup =
                HazardPage.setup() + "CREATE MATERIALIZED VIEW numbers AS SELECT id FROM customer;";
        Observation seen = Scene.observe(MAJOR, setup, migration);
        assertThat(seen.failure()).isNull();
        assertThat(
                        Scene.data(seen).losses().stream()
                                .map(loss ->
                                        loss.kind()
                                                + " "
                                                + loss.object().text().replace("public.", ""))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .isEqualTo(losses);
    }
}
