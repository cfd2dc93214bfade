package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.Set;

class ObserverTest {
    static final List<Integer> MAJORS = Scene.MAJORS;

    private static final String SHOP =
            """
            CREATE TABLE customer (id int PRIMARY KEY, name text, email varchar(40), age int);
            CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL
                REFERENCES customer ON DELETE CASCADE, total numeric(10,2));
            """;

    @ParameterizedTest
    @FieldSource("MAJORS")
    void tellsLocksRewritesAndScans(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        ALTER TABLE customer ALTER COLUMN age TYPE bigint;
                        CREATE INDEX orders_total ON orders (total);
                        CREATE TABLE fresh (id int);
                        """);
        assertThat(seen.measures().locks())
                .containsEntry(Scene.table("customer"), LockMode.ACCESS_EXCLUSIVE)
                .containsEntry(Scene.table("orders"), LockMode.SHARE)
                .hasSize(2);
        assertThat(seen.measures().rewritten()).containsExactly(Scene.table("customer"));
        assertThat(seen.measures().scanned()).contains(Scene.table("orders"));
        assertThat(Scene.data(seen).effect()).isEqualTo(DataEffect.NONE);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void anUpdateOfNewColumnsLosesNothing(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        ALTER TABLE customer ADD COLUMN shown text;
                        UPDATE customer SET shown = upper(name) WHERE age > 3;
                        ALTER TABLE customer ALTER COLUMN shown SET NOT NULL;
                        """);
        TableWrite write = seen.measures().writes().getFirst();
        assertThat(write.table()).isEqualTo(Scene.table("customer"));
        assertThat(write.operations()).containsExactly(Operation.UPDATE);
        assertThat(write.columns()).isEmpty();
        assertThat(write.otherColumns()).isFalse();
        assertThat(Scene.data(seen))
                .isEqualTo(new DataVerdict(DataEffect.NONE, List.of(), List.of()));
        assertThat(Scene.classification(seen).changeClass()).isEqualTo(ChangeClass.CHANGING);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void anUpdateOfOldColumnsLosesThemByName(int major) {
        Observation seen =
                Scene.observe(major, SHOP, "UPDATE customer SET email = lower(email), age = 1;");
        assertThat(seen.measures().writes().getFirst().columns()).containsExactly("age", "email");
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text(), Loss::kind)
                .containsExactly(
                        tuple("public.customer.age", LossKind.UPDATED_VALUES),
                        tuple("public.customer.email", LossKind.UPDATED_VALUES));
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void anUpdateThenARetypingLosesTheColumn(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        UPDATE customer SET email = trim(email);
                        ALTER TABLE customer ALTER COLUMN email TYPE text;
                        """);
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text(), Loss::kind)
                .containsExactly(tuple("public.customer.email", LossKind.UPDATED_VALUES));
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void deletingReachesWhatCascades(int major) {
        Observation seen = Scene.observe(major, SHOP, "DELETE FROM customer WHERE age < 0;");
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text(), Loss::kind)
                .containsExactly(
                        tuple("public.customer", LossKind.DELETED_ROWS),
                        tuple("public.orders", LossKind.DELETED_ROWS));
        assertThat(seen.changes()).isEmpty();
        assertThat(Scene.classification(seen).changeClass()).isEqualTo(ChangeClass.DESTRUCTIVE);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void truncatingIsNoRewrite(int major) {
        Observation seen = Scene.observe(major, SHOP, "TRUNCATE orders;");
        assertThat(Scene.data(seen).losses())
                .extracting(Loss::kind)
                .containsExactly(LossKind.TRUNCATED_ROWS);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void insertedRowsRemain(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        INSERT INTO customer VALUES (1, 'a', 'b', 2) ON CONFLICT (id) DO NOTHING;
                        CREATE TABLE kind (id int); INSERT INTO kind VALUES (1);
                        """);
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text(), Loss::kind)
                .containsExactly(tuple("public.customer", LossKind.INSERTED_ROWS_REMAIN));
        assertThat(Scene.classification(seen).changeClass()).isEqualTo(ChangeClass.CHANGING);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void codeThatLoopsOverRowsIsUnknown(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        DO $$ DECLARE r record; BEGIN
                          FOR r IN SELECT * FROM customer LOOP
                            UPDATE orders SET total = 0 WHERE customer_id = r.id;
                          END LOOP;
                        END $$;
                        """);
        assertThat(Scene.data(seen).effect()).isEqualTo(DataEffect.UNKNOWN);
        assertThat(Scene.data(seen).unknown().getFirst())
                .isEqualTo("DO block in line 1 depends on the rows of public.customer");
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void codeThatOnlyGuardsAForeignKeyIsKnown(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        ALTER TABLE orders ADD COLUMN buyer int;
                        DO $$ BEGIN
                          IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints
                                          WHERE constraint_name = 'orders_buyer_fkey') THEN
                            ALTER TABLE orders ADD CONSTRAINT orders_buyer_fkey
                              FOREIGN KEY (buyer) REFERENCES customer ON DELETE SET NULL;
                          END IF;
                        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                        """);
        assertThat(Scene.data(seen).effect()).isEqualTo(DataEffect.NONE);
        assertThat(seen.measures().code()).hasSize(1);
        assertThat(Scene.classification(seen).changeClass()).isEqualTo(ChangeClass.ADDITIVE);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void anIndexBuiltConcurrentlyRefusesTransactions(int major) {
        Observation seen =
                Scene.observe(
                        major, SHOP, "CREATE INDEX CONCURRENTLY orders_total ON orders (total);");
        assertThat(seen.transaction()).isEqualTo(TransactionUse.REFUSED);
        assertThat(seen.measures().locks())
                .containsEntry(Scene.table("orders"), LockMode.SHARE_UPDATE_EXCLUSIVE);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void ownTransactionsAreSeenAndMeasured(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        "BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT; UPDATE orders SET"
                                + " total = 1;");
        assertThat(seen.transaction()).isEqualTo(TransactionUse.OWN);
        assertThat(seen.measures().locks())
                .containsEntry(Scene.table("orders"), LockMode.ACCESS_EXCLUSIVE);
        assertThat(seen.measures().writes().getFirst().columns()).containsExactly("total");
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void aTransactionLeftOpenDoesNothing(int major) {
        Observation seen =
                Scene.observe(major, SHOP, "BEGIN; ALTER TABLE orders ADD COLUMN a int;");
        assertThat(seen.transaction()).isEqualTo(TransactionUse.LEFT_OPEN);
        assertThat(seen.changes()).isEmpty();
        assertThat(Scene.classification(seen).risk()).isEqualTo(Risk.HIGH);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void aTableThatComesBackLostItsRows(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP,
                        """
                        DROP TABLE orders;
                        CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL
                            REFERENCES customer ON DELETE CASCADE, total numeric(10,2));
                        ALTER TABLE customer DROP COLUMN email, ADD COLUMN email varchar(40);
                        """);
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text(), Loss::kind)
                .containsExactly(
                        tuple("public.orders", LossKind.DROPPED_TABLE),
                        tuple("public.customer.email", LossKind.DROPPED_COLUMN));
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void triggersOfTheUserMakeItUnknown(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        SHOP
                                + """
                                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                                  'BEGIN NEW.age := 1; RETURN NEW; END';
                                CREATE TRIGGER touched BEFORE UPDATE ON customer
                                  FOR EACH ROW EXECUTE FUNCTION touch();
                                """,
                        """
                        ALTER TABLE customer ADD COLUMN shown text;
                        UPDATE customer SET shown = 'x';
                        """);
        assertThat(seen.measures().writes().getFirst().triggers()).isEqualTo(Set.of("touched"));
        assertThat(Scene.data(seen).effect()).isEqualTo(DataEffect.UNKNOWN);
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void writesThroughAPartitionedTableAreTheParents(int major) {
        Observation seen =
                Scene.observe(
                        major,
                        """
                        CREATE TABLE log (day date, note text) PARTITION BY RANGE (day);
                        CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                        """,
                        "UPDATE log SET note = 'x';");
        assertThat(Scene.data(seen).unknown()).isEmpty();
        assertThat(Scene.data(seen).losses())
                .extracting(loss -> loss.object().text())
                .containsExactly("public.log.note");
    }

    @ParameterizedTest
    @FieldSource("MAJORS")
    void tracesStatementByStatement(int major) {
        List<StatementObservation> traced =
                Scene.trace(
                        major,
                        SHOP,
                        """
                        ALTER TABLE customer ADD COLUMN a int;
                        -- an index
                        CREATE INDEX CONCURRENTLY orders_total ON orders (total);
                        UPDATE orders SET total = 0;
                        """);
        assertThat(traced).extracting(one -> one.statement().line()).containsExactly(1, 3, 4);
        assertThat(traced.get(0).measures().locks())
                .containsEntry(Scene.table("customer"), LockMode.ACCESS_EXCLUSIVE);
        assertThat(traced.get(1).changes()).hasSize(1);
        assertThat(traced.get(2).measures().locks())
                .containsEntry(Scene.table("orders"), LockMode.ROW_EXCLUSIVE);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
