package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Conflicts are counted beforehand, and either side can win.
class PreferKeptTest extends SiteScene {
    private static final Merging KEPT = new Merging(true, false, List.of());
    private static final String ITEMS =
            "SELECT string_agg(concat_ws(':', id, name, mood, price), ' ' ORDER BY id) FROM items";
    private static final String ASIDE =
            "SELECT string_agg(concat_ws(' ', kind, key, columns, kept, live), '; ' ORDER BY key,"
                    + " columns) FROM backout.set_aside";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE mood AS ENUM ('sad', 'ok');
                CREATE TABLE kinds (id int PRIMARY KEY);
                CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL, mood mood,
                    price numeric(8, 2), kind int REFERENCES kinds);
                INSERT INTO kinds VALUES (1), (2);
                INSERT INTO items
                    SELECT i, 'n' || i, 'ok', i + 0.25, 1 FROM generate_series(1, 3) i;
                """);
    }

    @Test
    void aColumnOfTheSameName() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE items DROP COLUMN mood, ADD COLUMN mood mood;")
                .sql("UPDATE items SET mood = 'sad' WHERE id < 3");

        backOut("public.items.mood", 2);

        assertThat(site.value(ITEMS)).isEqualTo("1:n1:ok:1.25 2:n2:ok:2.25 3:n3:ok:3.25");
        assertThat(site.value(ASIDE))
                .isEqualTo("conflict {1} {mood} {ok} {sad}; conflict {2} {mood} {ok} {sad}");
    }

    @Test
    void convertedValues() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE items ALTER price TYPE int;")
                .sql("UPDATE items SET price = 9 WHERE id = 2");

        backOut("public.items.price", 1);

        assertThat(site.value(ITEMS)).isEqualTo("1:n1:ok:1.25 2:n2:ok:2.25 3:n3:ok:3.25");
        assertThat(site.value(ASIDE)).isEqualTo("conflict {2} {price} {2.25} {9.00}");
    }

    @Test
    void rowsOfATableThatWasEmptied() throws SQLException {
        site.deploy("2_bad", "TRUNCATE items;")
                .sql("INSERT INTO items VALUES (2, 'anew', 'sad', 7, 2), (9, 'more', NULL, 1, 2)");

        backOut("public.items", 1);

        assertThat(site.value(ITEMS))
                .isEqualTo("1:n1:ok:1.25 2:n2:ok:2.25 3:n3:ok:3.25 9:more:1.00");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "conflict {2} {id,name,mood,price,kind} {2,n2,ok,2.25,1}"
                                + " {2,anew,sad,7.00,2}");
    }

    @Test
    void writtenRows() throws SQLException {
        site.deploy("2_bad", "UPDATE items SET name = 'x'; DELETE FROM items WHERE id = 3;")
                .sql(
                        "UPDATE items SET name = 'later' WHERE id = 1;"
                                + " INSERT INTO items VALUES (3, 'anew', NULL, 1, 2)");

        backOut("public.items", 2);

        assertThat(site.value(ITEMS)).isEqualTo("1:n1:ok:1.25 2:n2:ok:2.25 3:n3:ok:3.25");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "conflict {1} {name} {n1} {later}; conflict {3} {id,name,mood,price,kind}"
                                + " {3,n3,ok,3.25,1} {3,anew,NULL,1.00,2}");
    }

    @Test
    void whatHasNothingToReferToDoesNotWin() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE items DROP COLUMN kind, ADD COLUMN kind int;")
                .sql("UPDATE items SET kind = 2 WHERE id < 3; DELETE FROM kinds WHERE id = 1");

        site.merging(KEPT).run(site.planLast());

        assertThat(site.value("SELECT string_agg(concat(kind), ',' ORDER BY id) FROM items"))
                .isEqualTo("2,2,");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "set-aside {1} {kind} {1}; set-aside {2} {kind} {1};"
                                + " set-aside {3} {kind} {1}");
    }

    /// A row that cannot win is set aside, and not forgotten beside the one that stays.
    @Test
    void aRowOfAnEmptiedTableThatHasNothingToReferToDoesNotWin() throws SQLException {
        site.deploy("2_bad", "TRUNCATE items;")
                .sql(
                        "INSERT INTO items VALUES (2, 'anew', 'sad', 7, 2); DELETE FROM kinds WHERE"
                                + " id = 1");

        site.merging(KEPT).run(site.planLast());

        assertThat(site.value(ITEMS)).isEqualTo("2:anew:sad:7.00");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "set-aside {1} {id,name,mood,price,kind} {1,n1,ok,1.25,1};"
                                + " set-aside {2} {id,name,mood,price,kind} {2,n2,ok,2.25,1};"
                                + " set-aside {3} {id,name,mood,price,kind} {3,n3,ok,3.25,1}");
    }

    @Test
    void onTheWayForwardAgain() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE items DROP COLUMN mood, ADD COLUMN mood mood;")
                .sql("UPDATE items SET mood = 'sad' WHERE id < 3");
        RunReport back = site.merging(KEPT).run(site.planLast());
        site.sql("UPDATE items SET mood = NULL WHERE id = 2");

        site.run(site.planRedo(back));

        assertThat(site.value(ITEMS)).isEqualTo("1:n1:sad:1.25 2:n2:sad:2.25 3:n3:3.25");
    }

    /// The later side wins unless the other one is preferred; both plans count the same.
    private void backOut(String object, long count) throws SQLException {
        Plan usual = site.planLast();
        Plan plan = site.merging(KEPT).planLast();
        assertThat(usual.vault().preferKept()).isFalse();
        assertThat(plan.vault().preferKept()).isTrue();
        for (Plan one : List.of(usual, plan)) {
            assertThat(one.vault().conflicts())
                    .singleElement()
                    .satisfies(conflict -> {
                        assertThat(conflict.object().text()).isEqualTo(object);
                        assertThat(conflict.count()).isEqualTo(count);
                    });
        }
        assertThat(site.run(plan).deviations()).isEmpty();
    }
}
