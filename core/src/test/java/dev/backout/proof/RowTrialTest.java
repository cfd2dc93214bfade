package dev.backout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.observe.DataEffect;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;
import dev.backout.observe.RowFailure;
import dev.backout.observe.hazard.Finding;
import dev.backout.observe.hazard.Hazards;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Objects;

/// What fails only when tables hold rows. Every migration here runs on empty tables.
class RowTrialTest {
    private static final String SHOP =
            """
            CREATE TABLE customer (id serial PRIMARY KEY, name text, age integer);
            CREATE TABLE orders (
                id integer PRIMARY KEY,
                customer_id integer NOT NULL REFERENCES customer (id),
                note text NOT NULL
            );
            """;

    @RegisterExtension static final ProofScene SCENE = new ProofScene();

    @Test
    void aRequiredColumnIsToldOnce() {
        MigrationProof proof = prove(SHOP, "ALTER TABLE orders ADD COLUMN code text NOT NULL");
        assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class);
        assertThat(ids(proof)).contains("adds-required-column").doesNotContain("fails-on-rows");
    }

    @Test
    void aRequiredColumnThatTookTheNameOfAnotherIsFound() {
        MigrationProof proof =
                prove(SHOP, "ALTER TABLE orders DROP COLUMN note, ADD COLUMN note jsonb NOT NULL");
        assertThat(up(proof).message())
                .isEqualTo("column \"note\" of relation \"orders\" contains null values");
        assertThat(ids(proof)).contains("fails-on-rows");
    }

    @Test
    void aRequiredColumnThatIsFilledHolds() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        ALTER TABLE orders ADD COLUMN code text;
                        UPDATE orders SET code = upper(note);
                        ALTER TABLE orders ALTER COLUMN code SET NOT NULL;
                        """);
        assertThat(proof.rows().up()).isNull();
        assertThat(proof.rows().filled()).hasSize(2);
    }

    @Test
    void aColumnThatIsNotFilledForEveryRowIsFoundAndToldOnce() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        UPDATE customer SET name = 'Nobody' WHERE age IS NOT NULL;
                        ALTER TABLE customer ALTER COLUMN name SET NOT NULL;
                        """);
        assertThat(up(proof).sqlState()).isEqualTo("23502");
        assertThat(ids(proof)).contains("sets-not-null").doesNotContain("fails-on-rows");
    }

    @Test
    void aValueThatDoesNotFitIsFoundWithItsLine() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        ALTER TABLE customer ADD COLUMN seen timestamptz NOT NULL DEFAULT now();
                        ALTER TABLE customer ADD COLUMN stamp integer;
                        UPDATE customer SET stamp = extract(epoch FROM seen) * 1000;
                        """);
        assertThat(finding(proof).sentence())
                .isEqualTo("on rows that were made up for it, it fails: integer out of range");
    }

    @Test
    void aConversionThatFailsIsToldOnce() {
        MigrationProof proof =
                prove(
                        SHOP,
                        "ALTER TABLE orders ALTER COLUMN note TYPE integer USING note::integer");
        assertThat(up(proof).message()).startsWith("invalid input syntax for type integer");
        assertThat(ids(proof)).containsOnlyOnce("fails-on-rows");
    }

    @Test
    void aDomainThatNoLongerTakesAValueIsFound() {
        MigrationProof proof =
                prove(
                        "CREATE DOMAIN code AS text; CREATE TABLE t (code code NOT NULL);",
                        "ALTER DOMAIN code ADD CHECK (VALUE LIKE 'x%')");
        assertThat(finding(proof).sentence()).contains("contains values that violate");
    }

    @Test
    void anEnumValueThatIsStillUsedIsToldOnce() {
        MigrationProof proof =
                prove(
                        """
                        CREATE TYPE mood AS ENUM ('bad', 'good');
                        CREATE TABLE t (mood mood NOT NULL);
                        """,
                        """
                        ALTER TYPE mood RENAME TO old;
                        CREATE TYPE mood AS ENUM ('good');
                        ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::text::mood;
                        DROP TYPE old;
                        """);
        assertThat(up(proof).sqlState()).isEqualTo("22P02");
        assertThat(ids(proof)).containsOnlyOnce("fails-on-rows");
    }

    @Test
    void pendingTriggerEventsAreFound() {
        MigrationProof proof =
                prove(
                        SHOP
                                + """
                                ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey
                                    DEFERRABLE INITIALLY DEFERRED;
                                """,
                        """
                        UPDATE orders SET customer_id = (SELECT max(id) FROM customer);
                        ALTER TABLE orders ADD COLUMN place text;
                        """);
        assertThat(finding(proof).sentence()).contains("pending trigger events");
    }

    @Test
    void aTableInUseIsFound() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        DO $$
                        DECLARE one record;
                        BEGIN
                            FOR one IN SELECT * FROM customer LOOP
                                ALTER TABLE customer ADD COLUMN IF NOT EXISTS place text;
                            END LOOP;
                        END $$;
                        """);
        assertThat(finding(proof).sentence()).contains("being used by active queries");
    }

    @Test
    void anInverseThatNeedsAValueIsNotedAndStaysProved() {
        MigrationProof proof = prove(SHOP, "ALTER TABLE orders DROP COLUMN note");
        assertThat(proof.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Proved.class,
                        proved ->
                                assertThat(proved.notes())
                                        .contains(
                                                "where tables hold rows the inverse may fail:"
                                                        + " column \"note\" of relation \"orders\""
                                                        + " contains null values"));
        assertThat(ids(proof)).doesNotContain("fails-on-rows");
    }

    @Test
    void aRollbackFileThatFailsOnRowsIsNotedAndStaysProved() {
        MigrationProof proof =
                prove(
                        SHOP,
                        "ALTER TABLE orders DROP COLUMN note",
                        "ALTER TABLE orders ADD COLUMN note text NOT NULL");
        assertThat(proof.down())
                .isInstanceOfSatisfying(
                        DownVerdict.Proved.class,
                        proved ->
                                assertThat(proved.notes())
                                        .anyMatch(note -> note.contains("contains null values")));
    }

    @Test
    void whatAMigrationDoesToRowsIsStillTheSame() {
        MigrationProof deletes = prove(SHOP, "DELETE FROM customer");
        assertThat(data(deletes)).isEqualTo(DataEffect.LOST);
        assertThat(deletes.verdict()).isInstanceOf(Verdict.Proved.class);
        MigrationProof adds = prove(SHOP, "ALTER TABLE customer ADD COLUMN place text");
        assertThat(data(adds)).isEqualTo(DataEffect.NONE);
        assertThat(adds.rows().filled()).isEmpty();
    }

    @Test
    void rowsOfTheMigrationsOwnAreNotTakenForOurs() {
        MigrationProof proof =
                prove(
                        "CREATE TABLE setting (name text PRIMARY KEY, worth integer);",
                        "INSERT INTO setting VALUES ('width', 1), ('height', 2);");
        assertThat(proof.rows().up()).isNull();
        assertThat(proof.rows().filled()).isNotEmpty();
        assertThat(ids(proof)).doesNotContain("fails-on-rows");
    }

    @Test
    void sequencesStandWhereTheyStood() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        INSERT INTO customer (name) VALUES ('Ada');
                        INSERT INTO orders VALUES (1, currval('customer_id_seq'), '');
                        """);
        assertThat(proof.rows().up()).isNull();
    }

    @Test
    void aTriggerThatRefusesEveryRowLeavesItsTableEmpty() {
        MigrationProof proof =
                prove(
                        SHOP
                                + """
                                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                                    'BEGIN RAISE EXCEPTION ''backout rows: 7''; END';
                                CREATE TRIGGER refuse BEFORE INSERT ON customer
                                    FOR EACH ROW EXECUTE FUNCTION refuse();
                                """,
                        "ALTER TABLE orders ALTER COLUMN note TYPE integer USING note::integer");
        assertThat(proof.rows().filled()).isEmpty();
        assertThat(proof.rows().unfilled()).hasSize(2);
        assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class);
    }

    @Test
    void aFileThatRefusesATransactionIsLeftAlone() {
        MigrationProof proof =
                prove(SHOP, "CREATE UNIQUE INDEX CONCURRENTLY note_key ON orders (note)");
        assertThat(proof.rows()).isEqualTo(RowFindings.NONE);
        assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class);
    }

    @Test
    void aFileWithItsOwnTransactionIsTried() {
        MigrationProof proof =
                prove(
                        SHOP,
                        """
                        BEGIN;
                        ALTER TABLE orders ALTER COLUMN note TYPE integer USING length(note) / 0;
                        COMMIT;
                        """);
        assertThat(up(proof).message()).isEqualTo("division by zero");
    }

    private static MigrationProof prove(String setup, String migration) {
        return prove(setup, migration, null);
    }

    private static MigrationProof prove(String setup, String migration, @Nullable String down) {
        return SCENE.prove(List.of(setup), migration, down);
    }

    private static RowFailure up(MigrationProof proof) {
        return Objects.requireNonNull(proof.rows().up(), "it did not fail");
    }

    private static DataEffect data(MigrationProof proof) {
        return DataVerdict.of(observation(proof)).effect();
    }

    private static List<String> ids(MigrationProof proof) {
        return findings(proof).stream().map(Finding::hazard).toList();
    }

    private static Finding finding(MigrationProof proof) {
        return findings(proof).stream()
                .filter(found -> found.hazard().equals("fails-on-rows"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Finding> findings(MigrationProof proof) {
        Observation observation = observation(proof);
        return Hazards.in(observation, DataVerdict.of(observation));
    }

    private static Observation observation(MigrationProof proof) {
        return Objects.requireNonNull(proof.observation());
    }
}
