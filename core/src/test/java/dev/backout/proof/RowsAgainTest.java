package dev.backout.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;

/// Migrations that meet rows: their own when they are applied again, and those of earlier ones.
class RowsAgainTest {
    private static final String SHOP =
            """
            CREATE TABLE customer (
                id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name text UNIQUE,
                shout text GENERATED ALWAYS AS (upper(name)) STORED
            );
            CREATE TABLE orders (
                id serial PRIMARY KEY,
                customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE,
                note text NOT NULL UNIQUE
            );
            CREATE FUNCTION one(text) RETURNS integer LANGUAGE sql STABLE
                AS 'SELECT id FROM customer WHERE name = $1';
            """;

    private static final String ROWS =
            """
            INSERT INTO customer (name) VALUES ('ada'), ('bob');
            INSERT INTO orders (customer_id, note) SELECT id, 'of ' || name FROM customer;
            """;

    private static final String ROWS_STAY =
            "rows that the migration inserted stay, and it would meet them when applied again";

    @RegisterExtension static final ProofScene SCENE = new ProofScene();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO orders (customer_id, note) VALUES (one('ada'), 'more')",
                "INSERT INTO orders VALUES (17, 1, 'more')",
                "INSERT INTO customer OVERRIDING SYSTEM VALUE VALUES (17, 'eve');"
                        + "INSERT INTO orders (customer_id, note) VALUES (17, 'more')",
                "DO $$ DECLARE c record; BEGIN FOR c IN SELECT * FROM customer LOOP"
                        + " INSERT INTO orders (customer_id, note) VALUES (c.id, 'new ' || c.name);"
                        + " END LOOP; END $$",
                "INSERT INTO orders (customer_id, note) VALUES (one('ada'), 'more');"
                        + "CREATE TABLE half (id integer); COMMIT;"
                        + "INSERT INTO orders (customer_id, note) VALUES (one('bob'), 'last')",
                "WITH made AS (INSERT INTO customer (name) VALUES ('eve') RETURNING id)"
                        + " INSERT INTO orders (customer_id, note) SELECT id, 'hers' FROM made",
            })
    void itsOwnRowsAreNoReasonAgainstTheInverse(String migration) {
        MigrationProof proof = prove(migration);
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved(List.of(ROWS_STAY)));
        assertThat(Objects.requireNonNull(proof.observation()).failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO customer OVERRIDING SYSTEM VALUE VALUES (17, 'eve')"
                        + " ON CONFLICT DO NOTHING",
                "INSERT INTO orders (customer_id, note) VALUES (one('ada'), 'more')"
                        + " ON CONFLICT (note) DO UPDATE SET note = orders.note || '!'",
                "UPDATE orders SET note = note || '!'",
                "UPDATE customer SET name = 'eve' WHERE name = 'ada'",
                "DELETE FROM customer WHERE name = 'ada'",
                "TRUNCATE orders",
            })
    void nothingIsSaidOfRowsThatAreNotInItsWay(String migration) {
        assertThat(prove(migration).verdict()).isEqualTo(new Verdict.Proved(List.of()));
    }

    @Test
    void whatAMigrationWantsToFindInTablesIsThereAgain() {
        MigrationProof proof =
                prove(
                        """
                        DO $$ BEGIN
                            IF (SELECT count(*) FROM orders) <> 2 THEN
                                RAISE EXCEPTION 'not two';
                            END IF;
                            INSERT INTO orders (customer_id, note) VALUES (1, 'third');
                        END $$
                        """);
        assertThat(proof.verdict())
                .isEqualTo(
                        new Verdict.Proved(
                                List.of(
                                        "applied again on what it left in tables, it fails (not"
                                                + " two); on what was there before, it does not")));
    }

    @Test
    void sequencesAreWhereTheyWere() {
        MigrationProof proof =
                prove(
                        """
                        INSERT INTO orders (customer_id, note) VALUES (1, 'third');
                        INSERT INTO orders (customer_id, note)
                            SELECT id, 'refers' FROM customer WHERE id = 1;
                        DO $$ BEGIN
                            IF currval('orders_id_seq') <> 4 THEN
                                RAISE EXCEPTION 'another value';
                            END IF;
                        END $$
                        """);
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved(List.of(ROWS_STAY)));
    }

    @Test
    void rowsThatWereInsertedTwiceDoNotStopLaterMigrations() {
        assertThat(
                        SCENE.proveAll(
                                List.of(
                                        "CREATE TABLE t (name text)",
                                        "INSERT INTO t VALUES ('a')",
                                        "CREATE UNIQUE INDEX t_name ON t (name)",
                                        "CREATE UNIQUE INDEX t_one ON t ((true))")))
                .allSatisfy(
                        proof -> assertThat(proof.verdict()).isInstanceOf(Verdict.Proved.class));
    }

    @Test
    void whatFailsOnTheRowsOfTheHistoryIsStillBroken() {
        List<MigrationProof> proofs =
                SCENE.proveAll(
                        List.of(
                                "CREATE TABLE t (name text)",
                                "INSERT INTO t VALUES ('a'), ('a')",
                                "CREATE UNIQUE INDEX t_name ON t (name)"));
        assertThat(Objects.requireNonNull(proofs.getLast().broken()).sqlState()).isEqualTo("23505");
    }

    @Test
    void aColumnThatReturnsIsProvedOnEmptyTablesAndThatIsTold() {
        MigrationProof proof = prove("ALTER TABLE orders DROP COLUMN note");
        assertThat(proof.verdict())
                .isEqualTo(
                        new Verdict.Proved(
                                List.of(
                                        "where tables hold rows the inverse may fail: column"
                                                + " \"note\" of relation \"orders\" contains null"
                                                + " values")));
    }

    @Test
    void aHandWrittenFileIsNotTriedOnRowsThatAreThereTwice() {
        MigrationProof proof =
                SCENE.prove(
                        List.of("CREATE TABLE t (name text UNIQUE)"),
                        "ALTER TABLE t DROP CONSTRAINT t_name_key; INSERT INTO t VALUES" + " ('a')",
                        "ALTER TABLE t ADD UNIQUE (name)");
        assertThat(proof.down()).isInstanceOf(DownVerdict.Proved.class);
    }

    @Test
    void policiesThatBindTheOwnerAreNotInTheWay() {
        String policy =
                """
                ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY hiding ON orders USING (note <> 'of bob') WITH CHECK (true);
                """;
        MigrationProof proof =
                SCENE.prove(
                        List.of(SHOP, ROWS, policy),
                        "INSERT INTO orders (customer_id, note) VALUES (one('ada'), 'x')",
                        null);
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved(List.of(ROWS_STAY)));
    }

    @Test
    void aFullDiskIsToldAsWhatItIs() {
        assertThatThrownBy(() ->
                        prove(
                                "DO $$ BEGIN RAISE EXCEPTION 'could not extend file'"
                                        + " USING ERRCODE = 'disk_full'; END $$"))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SCRATCH_FULL);
                            assertThat(e.code().exit()).isEqualTo(ExitCode.STEP_FAILED);
                            assertThat(e)
                                    .hasMessageEndingWith("could not extend file")
                                    .hasMessageContaining(" has no room left in ");
                            assertThat(e.hints()).last().asString().startsWith("make room");
                        });
    }

    private static MigrationProof prove(String migration) {
        return SCENE.prove(List.of(SHOP, ROWS), migration, null);
    }
}
