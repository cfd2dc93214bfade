package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// A column that is kept in place gets its name back, with whatever it had, to the letter of
/// pg_dump.
class InPlaceTest extends SiteScene {
    private static final String ROWS = "SELECT string_agg(t::text, ' ' ORDER BY id) FROM orders t";

    @BeforeEach
    void choose() {
        site.inPlace("public.orders").byName("public.orders");
    }

    @Test
    void itIsTheSameColumnAsBefore() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int, note text);"
                        + " CREATE INDEX orders_n_idx ON orders (n);"
                        + " COMMENT ON COLUMN orders.n IS 'how many';"
                        + " COMMENT ON INDEX orders_n_idx IS 'to find many';"
                        + " INSERT INTO orders VALUES (1, 7, 'a'), (2, NULL, 'b');");
        SiteImage before = SiteImage.of(site, major);
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        assertThat(site.notes()).isEmpty();
        assertThat(site.value("SELECT kind || place FROM backout.capture"))
                .isEqualTo("hidden columnbackout_kept_1_n");
        site.sql("INSERT INTO orders (id, note) VALUES (3, 'c')");

        Plan plan = site.planLast();
        assertThat(plan.statements())
                .containsExactly(
                        "ALTER INDEX public.\"backout_kept_1.1_orders_n_idx\" RENAME TO"
                                + " orders_n_idx",
                        "ALTER TABLE public.orders RENAME COLUMN backout_kept_1_n TO n",
                        "COMMENT ON COLUMN public.orders.n IS 'how many'",
                        "COMMENT ON INDEX public.orders_n_idx IS 'to find many'");
        assertThat(plan.vault().returns())
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("in place"));
        run(plan);

        assertThat(site.value(ROWS)).isEqualTo("(1,7,a) (2,,b) (3,,c)");
        assertThat(site.value("SELECT state FROM backout.capture")).isEqualTo("restored");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
    }

    @Test
    void everythingThatAColumnHasIsThereAgain() throws SQLException {
        site.admin(
                "DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object OR"
                        + " unique_violation THEN NULL; END $$");
        site.apply(
                "1_init",
                """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE TABLE users (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY,
                    n int NOT NULL DEFAULT 5 CONSTRAINT above CHECK (n > one()) REFERENCES users,
                    note text COLLATE "C" UNIQUE,
                    price numeric(10,2) DEFAULT 1.5);
                ALTER TABLE orders ALTER n SET STATISTICS 77, ALTER note SET STORAGE EXTERNAL;
                ALTER TABLE orders ADD CONSTRAINT both_of_them UNIQUE (n, id),
                    ADD CONSTRAINT row_check CHECK (n > price);
                CREATE INDEX by_n ON orders (n DESC) WITH (fillfactor = 60);
                CREATE INDEX by_call ON orders ((n + one()));
                CREATE INDEX by_price ON orders (price) WHERE n > 3;
                CREATE STATISTICS facts ON n, price FROM orders;
                COMMENT ON COLUMN orders.n IS 'a number';
                COMMENT ON INDEX by_n IS 'an index';
                GRANT SELECT (n), UPDATE (n) ON orders TO reader WITH GRANT OPTION;
                INSERT INTO users VALUES (5), (6);
                INSERT INTO orders VALUES (1, 6, 'a', 2.5), (2, 5, NULL, NULL)
                """);
        SiteImage before = SiteImage.of(site, major);
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n, DROP COLUMN note;");
        assertThat(site.notes()).isEmpty();
        assertThat(
                        site.value(
                                "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_index i"
                                        + " JOIN pg_class c ON c.oid = indexrelid"
                                        + " WHERE indrelid = 'orders'::regclass"))
                .isEqualTo("backout_kept_1.1_by_n backout_kept_2.1_orders_note_key orders_pkey");
        assertThat(
                        site.value(
                                "SELECT has_column_privilege('reader', 'orders',"
                                        + " 'backout_kept_1_n', 'SELECT')"))
                .isEqualTo("f");
        site.sql("INSERT INTO orders (id) VALUES (3), (4)");

        Plan plan = site.planLast();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.vault().moves()).hasSize(2);
        run(plan);

        assertThat(site.value(ROWS)).isEqualTo("(1,6,a,2.50) (2,5,,) (3,5,,1.50) (4,5,,1.50)");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
    }

    @Test
    void itGoesThereAndBackAnyNumberOfTimes() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int NOT NULL DEFAULT 3 UNIQUE);"
                        + " CREATE INDEX by_n ON orders (n); INSERT INTO orders VALUES (1, 7);");
        SiteImage before = SiteImage.of(site, major);
        String both = "SELECT string_agg(ROW(id, n)::text, ' ' ORDER BY id) FROM orders";
        site.deploy(
                "2_bad", "ALTER TABLE orders DROP COLUMN n; ALTER TABLE orders ADD COLUMN m text;");
        SiteImage after = SiteImage.of(site, major);
        site.sql("INSERT INTO orders (id, m) VALUES (2, 'x')");

        RunReport back = run(site.planLast());
        assertThat(site.value(both)).isEqualTo("(1,7) (2,3)");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
        site.sql("INSERT INTO orders (id, n) VALUES (4, 9)");
        run(site.planRedo(back));

        assertThat(SiteImage.of(site, major)).isEqualTo(after);
        assertThat(
                        site.value(
                                "SELECT string_agg(place || state, ' ' ORDER BY id)"
                                        + " FROM backout.capture WHERE kind = 'hidden column'"))
                .isEqualTo(
                        "backout_kept_1_nrestored backout_kept_2_mrestored"
                                + " backout_kept_3_nkept");
        site.sql("INSERT INTO orders (id, m) VALUES (5, 'y')")
                .sql("DELETE FROM orders WHERE id = 2");
        assertThat(site.value("SELECT string_agg(m, ' ' ORDER BY id) FROM orders")).isEqualTo("y");
        Plan plan = site.planLast();
        assertThat(plan.vault().returns()).hasSize(1);
        run(plan);
        assertThat(site.value(both)).isEqualTo("(1,7) (4,9) (5,3)");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
    }

    @Test
    void whatReadsThroughALargeTableWaitsUntilItIsInUseAgain() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TABLE users (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY,
                    n int NOT NULL DEFAULT one() CHECK (n > 0) REFERENCES users);
                CREATE INDEX both_of_them ON orders (n, id);
                INSERT INTO users VALUES (1), (2), (3);
                INSERT INTO orders VALUES (1, 1), (2, 2), (3, 3);
                """);
        site.admin("UPDATE pg_class SET reltuples = 2e6 WHERE relname = 'orders'");
        SiteImage before = SiteImage.of(site, major);
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.admin("UPDATE pg_class SET reltuples = 2e6 WHERE relname = 'orders'");
        site.sql("INSERT INTO orders (id) VALUES (4)").sql("DELETE FROM users WHERE id = 2");

        Plan plan = site.planLast();
        run(plan);

        assertThat(plan.statements())
                .noneMatch(sql -> sql.contains("VALIDATE ") || sql.contains("UPDATE"));
        assertThat(plan.afterwards())
                .extracting(lone -> lone.sql().lines().findFirst().orElseThrow())
                .contains(
                        "UPDATE ONLY public.orders SET n = (public.one()) WHERE n IS NULL",
                        "WITH gone AS (",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_n_not_null",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_n_check",
                        "CREATE INDEX CONCURRENTLY both_of_them ON public.orders (n, id)",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_n_fkey");
        assertThat(site.value(ROWS)).isEqualTo("(1,1) (2,1) (3,3) (4,1)");
        assertThat(site.value("SELECT concat(key, kept) FROM backout.set_aside"))
                .isEqualTo("{2}{2}");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
    }

    @Test
    void rowsWithoutAValueStandInTheWayUntilSomebodySaysWhatTheyGet() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int NOT NULL, m int);"
                        + " INSERT INTO orders VALUES (1, 7, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.sql("INSERT INTO orders (id, m) VALUES (2, 5)");

        assertThat(site.planLast().obstacles())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.count()).isEqualTo(1);
                    assertThat(one.remedy()).startsWith("--fill");
                });
        Plan plan = site.fill("public.orders.n", "m * 2").planLast();
        assertThat(plan.obstacles()).isEmpty();
        run(plan);

        assertThat(site.value(ROWS)).isEqualTo("(1,7,8) (2,10,5)");
    }

    @Test
    void itIsCopiedBeforeRowsOfItsTableGo() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int);"
                        + " INSERT INTO orders VALUES (1, 7), (2, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.deploy("3_worse", "DELETE FROM orders WHERE id = 1;");
        assertThat(site.value("SELECT kind || place || rows FROM backout.capture WHERE id = 1"))
                .isEqualTo("dropped columnkept_1_orders2");

        run(site.planLast());
        run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo("(1,7) (2,8)");
    }

    @Test
    void rowsThatTheSameMigrationTakesAwayReturnWithTheirValue() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE users (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, n int,
                    user_id int REFERENCES users ON DELETE CASCADE);
                INSERT INTO users VALUES (1), (2);
                INSERT INTO orders VALUES (1, 7, 1), (2, 8, 2), (3, 9, 2), (4, 10, NULL);
                """);
        site.deploy(
                "2_bad",
                """
                ALTER TABLE orders DROP COLUMN n;
                DELETE FROM users WHERE id = 1;
                UPDATE orders SET user_id = NULL WHERE id = 2;
                DELETE FROM orders WHERE id = 3;
                INSERT INTO orders (id, user_id) VALUES (3, 2), (5, 2);
                """);
        assertThat(site.value("SELECT count(*) FROM backout.capture WHERE kind = 'hidden column'"))
                .isEqualTo("1");
        site.sql("UPDATE orders SET id = 50 WHERE id = 4");

        RunReport back = run(site.planLast());
        assertThat(site.value(ROWS)).isEqualTo("(1,7,1) (2,8,2) (3,9,2) (50,10,)");
        run(site.planRedo(back));
        assertThat(site.value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM orders"))
                .isEqualTo("2 3 5 50");
        run(site.planLast());
        assertThat(
                        site.value(
                                "SELECT string_agg(ROW(id, n, user_id)::text, ' ' ORDER BY id)"
                                        + " FROM orders"))
                .isEqualTo("(1,7,1) (2,8,2) (3,9,2) (50,10,)");
    }

    @Test
    void itIsCopiedWhenItsTableWasEmptiedBefore() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, m int, n int);"
                        + " INSERT INTO orders VALUES (1, 7, 8), (2, 9, 10);");
        site.deploy(
                "2_bad",
                "TRUNCATE orders; INSERT INTO orders VALUES (1, 1, 1), (3, 3, 3);"
                        + " ALTER TABLE orders DROP COLUMN n; DELETE FROM orders WHERE id = 1;");
        assertThat(site.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("which it had before"));

        Plan plan = site.planLast();
        assertThat(plan.notes()).isEmpty();
        assertThat(plan.casualties()).isEmpty();
        run(plan);

        assertThat(site.value(ROWS)).isEqualTo("(1,7,8) (2,9,10)");
    }

    @Test
    void noValueStaysNoValueWhenItIsCopied() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, note text, n int DEFAULT 7);"
                        + " INSERT INTO orders VALUES (1, 'a', NULL), (2, 'b', 5), (3, 'c', 6);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.sql("INSERT INTO orders (id, note) VALUES (4, 'd')");
        site.deploy("3_worse", "DELETE FROM orders WHERE id = 3;");
        run(site.planLast());
        run(site.planLast());
        assertThat(site.value(ROWS)).isEqualTo("(1,a,) (2,b,5) (3,c,6) (4,d,7)");
    }

    @Test
    void itIsCopiedBeforeItsTableIsEmptied() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int);"
                        + " INSERT INTO orders VALUES (1, 7), (2, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.deploy("3_worse", "TRUNCATE orders;");

        run(site.planLast());
        run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo("(1,7) (2,8)");
    }

    @Test
    void itIsCopiedBeforeItsTableMoves() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int);"
                        + " INSERT INTO orders VALUES (1, 7), (2, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.deploy("3_worse", "DROP TABLE orders;");

        Plan plan = site.planLast();
        assertThat(plan.vault().moves()).hasSize(1);
        run(plan);
        run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo("(1,7) (2,8)");
    }

    @Test
    void aTableInWhichSomethingIsHiddenIsNotWrittenAnew() throws SQLException {
        site.inPlace("public.orders.n");
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int, m int);"
                        + " INSERT INTO orders VALUES (1, 7, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.deploy("3_worse", "ALTER TABLE orders DROP COLUMN m;");

        site.merging(new Merging(false, false, java.util.List.of(), -1));
        Plan plan = site.planLast();
        assertThat(plan.statements()).noneMatch(sql -> sql.startsWith("TRUNCATE"));
        run(plan);
        run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo("(1,7,8)");
    }

    @Test
    void severalMigrationsAreBackedOutOneByOne() throws SQLException {
        site.apply("1_init", "CREATE TABLE orders (id int PRIMARY KEY, n int, m int);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.deploy("3_worse", "ALTER TABLE orders DROP COLUMN m;");

        assertThatThrownBy(() -> site.plan(new Choice.Last(2))).hasMessageContaining("in place");
        run(site.planLast());
        run(site.planLast());
        assertThat(site.schema().hash()).isNotEmpty();
    }

    @Test
    void itIsFoundByItsNamesInADatabaseThatWasRestored() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int);"
                        + " INSERT INTO orders VALUES (1, 7), (2, 8);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        site.sql("UPDATE backout.capture SET table_oid = 1");

        run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo("(1,7) (2,8)");
    }

    @Test
    void givingItUpDropsIt() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int NOT NULL DEFAULT 1);"
                        + " INSERT INTO orders VALUES (1, 7);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        Inventory inventory = new Inventory(VaultScene.VAULT);
        try (Connection connection = site.connect()) {
            InventoryLine held = inventory.find(connection, 1);
            assertThat(held.present()).isTrue();
            inventory.prune(connection, held, "tester", Duration.ofSeconds(1));
            assertThat(inventory.find(connection, 1).present()).isFalse();
        }
        assertThat(site.value(ROWS)).isEqualTo("(1)");

        Plan plan = site.planLast();
        assertThat(plan.casualties())
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("given up"));
        run(plan);
        assertThat(site.value(ROWS)).isEqualTo("(1,1)");
    }

    @Test
    void whoDropsItIsNoticed() throws SQLException {
        site.apply("1_init", "CREATE TABLE orders (id int PRIMARY KEY, n int);");
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        Plan plan = site.planLast();

        site.sql("ALTER TABLE orders DROP COLUMN backout_kept_1_n");

        assertThatThrownBy(() -> site.run(plan)).hasMessageContaining("backout_kept_1_n is gone");
        assertThat(site.planLast().notes()).anyMatch(note -> note.contains("is gone"));
    }

    private RunReport run(Plan plan) throws SQLException {
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }
}
