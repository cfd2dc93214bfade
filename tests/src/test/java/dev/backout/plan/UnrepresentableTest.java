package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// Live rows that the old schema cannot hold: they stand in the way, are mapped, or are set aside,
/// and the way forward again brings them back.
class UnrepresentableTest extends SiteScene {
    private static final Merging ASIDE = new Merging(false, true, List.of());
    private static final String ORDERS =
            "SELECT string_agg(concat_ws(':', id, status, mood, code), ' ' ORDER BY id) FROM"
                    + " orders";
    private static final String SET =
            "SELECT string_agg(concat_ws(' ', key, columns, kept, live), '; ' ORDER BY capture,"
                    + " key) FROM backout.set_aside";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE status AS ENUM ('OPEN', 'CLOSED');
                CREATE TABLE orders (id int PRIMARY KEY, status status NOT NULL DEFAULT 'OPEN',
                    mood status, code varchar(5) UNIQUE);
                CREATE TABLE items (id int PRIMARY KEY,
                    order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, nr int NOT NULL);
                CREATE TABLE notes (item int REFERENCES items, text text);
                INSERT INTO orders SELECT i, 'OPEN', 'CLOSED', 'c' || i FROM generate_series(1, 3) i;
                INSERT INTO items SELECT i, i, i FROM generate_series(1, 3) i;
                INSERT INTO notes VALUES (2, 'a'), (2, 'b'), (3, 'c');
                """);
    }

    @Test
    void labelsThatGoAreMapped() throws SQLException {
        archived();
        Plan stuck = site.planLast();
        assertThat(stuck.runnable()).isFalse();
        assertThat(stuck.obstacles())
                .extracting(Obstacle::remedy)
                .contains("--map \"public.orders.status: ARCHIVED -> OPEN\"");
        String before = site.value(ORDERS);

        RunReport back = backOut(maps("status", "mood"));

        assertThat(site.value(ORDERS)).isEqualTo("1:OPEN:CLOSED:c1 2:CLOSED:c2 3:CLOSED:CLOSED:c3");
        site.sql("UPDATE orders SET status = 'OPEN' WHERE id = 3");
        redo(back);
        assertThat(site.value(ORDERS))
                .isEqualTo(Objects.requireNonNull(before).replace("3:ARCHIVED", "3:OPEN"));
    }

    @Test
    void labelsThatGoAreSetAside() throws SQLException {
        archived();
        String before = site.value(ORDERS);

        RunReport back = backOut(ASIDE);

        assertThat(site.value(ORDERS)).isEqualTo("1:OPEN:CLOSED:c1 2:OPEN:c2 3:OPEN:CLOSED:c3");
        assertThat(site.value(SET))
                .isEqualTo(
                        "{2} {status} {ARCHIVED} {OPEN}; {3} {status} {ARCHIVED} {OPEN};"
                                + " {2} {mood} {ARCHIVED} {NULL}");
        redo(back);
        assertThat(site.value(ORDERS)).isEqualTo(before);
        redo(site.run(site.merging(ASIDE).planLast()));
        assertThat(site.value(ORDERS)).isEqualTo(before);
    }

    @Test
    void whatIsMappedIsNotSetAside() throws SQLException {
        archived();

        backOut(new Merging(false, true, maps("status").maps()));

        assertThat(site.value(ORDERS)).isEqualTo("1:OPEN:CLOSED:c1 2:CLOSED:c2 3:CLOSED:CLOSED:c3");
        assertThat(site.value(SET)).isEqualTo("{2} {mood} {ARCHIVED} {NULL}");
    }

    @Test
    void valuesThatDoNotFitLeaveNull() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE orders ALTER code TYPE text;")
                .sql("UPDATE orders SET code = 'much longer' WHERE id = 2");
        String before = site.value(ORDERS);

        RunReport back = backOut(ASIDE);

        assertThat(site.value(ORDERS)).isEqualTo("1:OPEN:CLOSED:c1 2:OPEN:CLOSED 3:OPEN:CLOSED:c3");
        assertThat(site.value(SET)).isEqualTo("{2} {code} {\"much longer\"} {NULL}");
        redo(back);
        assertThat(site.value(ORDERS)).isEqualTo(before);
    }

    @Test
    void duplicatesLeaveTheFirst() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE orders DROP CONSTRAINT orders_code_key;")
                .sql("UPDATE orders SET code = 'same'");
        String before = site.value(ORDERS);

        RunReport back = backOut(ASIDE);

        assertThat(site.value(ORDERS)).isEqualTo("1:OPEN:CLOSED:same 2:OPEN:CLOSED 3:OPEN:CLOSED");
        redo(back);
        assertThat(site.value(ORDERS)).isEqualTo(before);
    }

    @Test
    void rowsGoWithThoseThatReferToThem() throws SQLException {
        site.apply("2_check", "ALTER TABLE orders ADD CONSTRAINT small CHECK (id < 9);")
                .deploy("3_bad", "ALTER TABLE orders DROP CONSTRAINT small;")
                .sql("UPDATE items SET order_id = 1 WHERE id = 1")
                .sql(
                        "INSERT INTO orders VALUES (12); INSERT INTO items VALUES (7, 12, 1);"
                                + " INSERT INTO notes VALUES (7, 'x'), (7, 'y')");
        Plan stuck = site.planLast();
        assertThat(stuck.obstacles())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.aside())
                            .isEqualTo(
                                    "they leave the table, and 1 rows of public.items that refer to"
                                        + " them, and 2 rows of public.notes that refer to them");
                    assertThat(one.query()).contains("NOT ");
                });
        String before = image();

        RunReport back = backOut(ASIDE);

        assertThat(image()).isEqualTo("3 3 3");
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("4");
        redo(back);
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void orphansAndRowsWithoutAValue() throws SQLException {
        site.deploy(
                        "2_bad",
                        "ALTER TABLE items DROP CONSTRAINT items_order_id_fkey; ALTER TABLE items"
                                + " DROP COLUMN nr;")
                .sql("INSERT INTO items VALUES (8, 3), (9, 77); INSERT INTO notes VALUES (9, 'z')");
        String before = image();

        RunReport back = backOut(ASIDE);

        assertThat(image()).isEqualTo("3 3 3");
        redo(back);
        assertThat(image()).isEqualTo(before);
        assertThat(site.value("SELECT string_agg(i::text, ' ' ORDER BY id) FROM items i"))
                .isEqualTo("(1,1) (2,2) (3,3) (8,3) (9,77)");
    }

    @Test
    void whatAFillPutWhereNullStoodGoesAgain() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE items ALTER nr DROP NOT NULL;")
                .sql("UPDATE items SET nr = NULL WHERE id = 2")
                .fill("public.items.nr", "id * 100");

        RunReport back = backOut(Merging.USUAL);

        assertThat(site.value("SELECT nr FROM items WHERE id = 2")).isEqualTo("200");
        redo(back);
        assertThat(site.value("SELECT count(nr) FROM items")).isEqualTo("2");
    }

    @Test
    void whatIsNotThereCannotBeMapped() throws SQLException {
        archived();

        assertThatThrownBy(() -> site.merging(maps("nothing")).planLast())
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("--map names orders.nothing, which is not there");
        Merging wrong =
                new Merging(
                        false,
                        false,
                        List.of(
                                new ValueMap(
                                        List.of("orders", "status"),
                                        List.of(new ValueMap.Value("ARCHIVED", "LOST")))));
        assertThatThrownBy(() -> site.merging(wrong).planLast())
                .hasMessageContaining(
                        "no label of it before the migration; there are OPEN, CLOSED");
    }

    private void archived() throws SQLException {
        site.deploy("2_bad", "ALTER TYPE status ADD VALUE 'ARCHIVED';")
                .sql("UPDATE orders SET status = 'ARCHIVED' WHERE id > 1")
                .sql("UPDATE orders SET mood = 'ARCHIVED' WHERE id = 2");
    }

    private static Merging maps(String... columns) {
        return new Merging(
                false,
                false,
                List.of(columns).stream()
                        .map(column ->
                                new ValueMap(
                                        List.of("orders", column),
                                        List.of(
                                                new ValueMap.Value(
                                                        "ARCHIVED",
                                                        column.equals("mood") ? null : "CLOSED"))))
                        .toList());
    }

    private @Nullable String image() throws SQLException {
        return site.value(
                "SELECT concat_ws(' ', (SELECT count(*) FROM orders), (SELECT count(*) FROM items),"
                        + " (SELECT count(*) FROM notes))");
    }

    private RunReport backOut(Merging merging) throws SQLException {
        Plan plan = site.merging(merging).planLast();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.casualties()).isEmpty();
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }

    private void redo(RunReport run) {
        Plan plan = site.merging(Merging.USUAL).planRedo(run);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(site.run(plan).deviations()).isEmpty();
    }
}
