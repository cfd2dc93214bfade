package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.hazard.HazardPage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {
    private static final int MAJOR = Scene.MAJORS.getFirst();

    /// Class, data, whether the previous and the new version are safe, and the risk.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ADDITIVE | NONE | safe | - | LOW | CREATE TABLE t (id int PRIMARY KEY, c int"
                        + " REFERENCES customer)",
                "ADDITIVE | NONE | safe | - | LOW | ALTER TABLE orders ADD COLUMN c text",
                "ADDITIVE | NONE | safe | - | LOW | ALTER TABLE orders ADD COLUMN c text NOT NULL"
                        + " DEFAULT 'x'",
                "ADDITIVE | NONE | - | - | MEDIUM | ALTER TABLE orders ADD COLUMN c text NOT NULL",
                "ADDITIVE | NONE | - | - | MEDIUM | ALTER TABLE customer ADD UNIQUE (email)",
                "ADDITIVE | NONE | - | - | MEDIUM | CREATE UNIQUE INDEX ON customer (email)",
                "ADDITIVE | NONE | - | - | MEDIUM | ALTER TABLE orders ADD FOREIGN KEY"
                        + " (customer_id) REFERENCES customer ON DELETE CASCADE",
                "ADDITIVE | NONE | - | - | HIGH | ALTER TABLE customer ADD COLUMN c int GENERATED"
                        + " ALWAYS AS (age + 1) STORED NOT NULL",
                "ADDITIVE | NONE | - | safe | MEDIUM | ALTER TABLE orders ADD FOREIGN KEY"
                        + " (customer_id) REFERENCES customer",
                "ADDITIVE | NONE | - | safe | MEDIUM | ALTER TABLE customer ADD CHECK (age > 0)",
                "ADDITIVE | NONE | safe | safe | MEDIUM | CREATE INDEX ON orders (note)",
                "ADDITIVE | NONE | safe | safe | MEDIUM | CREATE INDEX CONCURRENTLY ON orders"
                        + " (note)",
                "ADDITIVE | NONE | - | - | MEDIUM | ALTER TYPE order_state ADD VALUE 'returned'",
                "ADDITIVE | NONE | safe | safe | LOW | COMMENT ON TABLE orders IS 'x'",
                "ADDITIVE | NONE | safe | safe | LOW | SELECT count(*) FROM orders",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE customer ALTER COLUMN age SET"
                        + " NOT NULL",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE customer ALTER COLUMN name DROP NOT"
                        + " NULL",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE customer ALTER COLUMN age SET"
                        + " DEFAULT 7",
                "CHANGING | NONE | safe | - | LOW | ALTER TABLE orders ALTER COLUMN customer_id SET"
                        + " DEFAULT 1",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE orders RENAME COLUMN note TO"
                        + " remark",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE archive RENAME TO history",
                "CHANGING | NONE | - | - | HIGH | ALTER TABLE payment ALTER COLUMN order_id TYPE"
                        + " bigint",
                "CHANGING | NONE | - | safe | MEDIUM | DROP VIEW open_order",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE orders DROP CONSTRAINT"
                        + " orders_total_check",
                "CHANGING | NONE | - | safe | MEDIUM | DROP INDEX orders_state_idx",
                "CHANGING | LOST | safe | - | MEDIUM | INSERT INTO archive VALUES (1, 'x')",
                "DESTRUCTIVE | LOST | - | safe | HIGH | DROP TABLE archive",
                "DESTRUCTIVE | LOST | - | safe | HIGH | ALTER TABLE orders DROP COLUMN note",
                "DESTRUCTIVE | LOST | safe | - | HIGH | DELETE FROM archive",
                "DESTRUCTIVE | LOST | safe | - | HIGH | UPDATE customer SET age = 1 WHERE false",
                "DESTRUCTIVE | LOST | - | - | HIGH | ALTER TABLE customer ALTER COLUMN age TYPE"
                        + " smallint",
                "DESTRUCTIVE | LOST | safe | - | HIGH | ALTER TABLE customer ALTER COLUMN name TYPE"
                        + " text USING lower(name)",
                "DESTRUCTIVE | LOST | - | - | HIGH | ALTER TABLE customer ALTER COLUMN email TYPE"
                        + " text USING 'x' || email",
                "CHANGING | NONE | - | - | MEDIUM | ALTER TABLE customer ALTER COLUMN email TYPE"
                        + " text USING (email)::text",
                "CHANGING | UNKNOWN | safe | - | HIGH | DO 'BEGIN PERFORM 1 FROM customer; END'",
            })
    void followsFromWhatWasSeen(
            ChangeClass changeClass,
            DataEffect data,
            String oldApp,
            String newApp,
            Risk risk,
            String migration) {
        Observation seen = Scene.observe(MAJOR, HazardPage.setup(), migration);
        Classification found = Scene.classification(seen);
        assertThat(found.changeClass()).as("class").isEqualTo(changeClass);
        assertThat(Scene.data(seen).effect()).as("data").isEqualTo(data);
        assertThat(word(found.oldAppSafe())).as("previous version").isEqualTo(oldApp);
        assertThat(word(found.newAppSafe())).as("new version").isEqualTo(newApp);
        assertThat(found.risk()).as("risk").isEqualTo(risk);
    }

    @Test
    void aFileThatFailedIsNeverHarmless() {
        Observation seen =
                Scene.observe(MAJOR, HazardPage.setup(), "COPY archive FROM '/etc/hosts'");
        assertThat(seen.failure()).isNotNull();
        assertThat(Scene.data(seen).effect()).isEqualTo(DataEffect.UNKNOWN);
        assertThat(Scene.classification(seen).risk()).isEqualTo(Risk.HIGH);
    }

    private static String word(Judgement judgement) {
        return judgement.safe() ? "safe" : "-";
    }
}
