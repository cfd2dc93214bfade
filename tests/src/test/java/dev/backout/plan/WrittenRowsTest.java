package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// What a migration wrote into rows is undone when it is backed out, by plan and run.
class WrittenRowsTest extends SiteScene {
    private static final String ROWS = "SELECT string_agg(u::text, ' ' ORDER BY id) FROM users u";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE mood AS ENUM ('sad', 'ok');
                CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL,
                    mood mood DEFAULT 'ok', score numeric NOT NULL DEFAULT 1);
                CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    user_id int NOT NULL REFERENCES users ON DELETE CASCADE);
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN
                        IF current_setting('backout.run', true) <> '' THEN
                            RAISE 'no trigger fires when rows return';
                        END IF;
                        RETURN NEW;
                    END $$;
                CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON users
                    FOR EACH ROW EXECUTE FUNCTION fail();
                INSERT INTO users (email, mood, score)
                    VALUES ('a', 'ok', 1.10), ('b', 'sad', 'NaN'), ('c', NULL, 0);
                INSERT INTO orders (user_id) VALUES (1), (2), (2);
                """);
    }

    @Test
    void updatesAndDeletionsAndInsertionsAreUndone() throws SQLException {
        String before = site.value(ROWS);
        backOut(
                """
                UPDATE users SET email = upper(email), mood = 'ok' WHERE id < 3;
                DELETE FROM users WHERE id = 2;
                INSERT INTO users (email) VALUES ('new');
                """,
                "");

        assertThat(site.value(ROWS)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("3");
    }

    @Test
    void layersAreUndoneOneAfterTheOther() throws SQLException {
        String before = site.value(ROWS);
        backOut(
                """
                UPDATE users SET score = 5, email = 'x' || id;
                ALTER TABLE users DROP COLUMN score;
                ALTER TABLE users RENAME COLUMN email TO mail;
                DELETE FROM users WHERE mail = 'x2';
                ALTER TABLE users ADD COLUMN age int;
                UPDATE users SET age = 1;
                """,
                "");

        assertThat(site.value(ROWS)).isEqualTo(before);
    }

    @Test
    void laterWritesStay() throws SQLException {
        backOut(
                "UPDATE users SET email = 'x' || id, score = 7; DELETE FROM orders WHERE id = 1;",
                "UPDATE users SET score = 8 WHERE id = 1; INSERT INTO users (email) VALUES ('b');"
                        + " DELETE FROM users WHERE id = 3");

        assertThat(site.value(ROWS)).isEqualTo("(1,a,ok,8) (2,x2,sad,NaN) (4,b,ok,1)");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', kind, reason, key, columns, kept,"
                                        + " live), '; ' ORDER BY id) FROM backout.set_aside"))
                .isEqualTo(
                        "conflict written anew since {1} {score} {1.10} {8}; set-aside a row that"
                                + " was written since has its users_email_key {2} {email} {b} {x2};"
                                + " set-aside its row was deleted since {3} {id,email,mood,score}"
                                + " {3,c,NULL,0}");
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("3");
    }

    @Test
    void thereAndBackAnyNumberOfTimes() throws SQLException {
        RunReport run =
                backOut(
                        """
                        UPDATE users SET score = 5, email = 'x' || id, mood = 'sad';
                        ALTER TABLE users DROP COLUMN score;
                        ALTER TABLE users RENAME COLUMN email TO mail;
                        DELETE FROM users WHERE mail = 'x2';
                        ALTER TABLE users ADD COLUMN age int;
                        UPDATE users SET age = id;
                        INSERT INTO users (mail) VALUES ('new');
                        """,
                        "UPDATE users SET mail = 'later' WHERE id = 1;"
                                + " INSERT INTO users (mail, age) VALUES ('more', 9)");
        // A migration that is tried again takes further numbers of its sequences.
        String there = "(1,later,sad,1) (3,x3,sad,3) (5,new,ok,) (6,more,ok,9)";
        String back = "(1,later,ok,1.10) (2,b,sad,NaN) (3,c,,0) (6,more,ok,1)";
        for (int i = 0; i < 2; i++) {
            assertThat(site.value(ROWS)).isEqualTo(back);
            Plan redo = site.planRedo(run);
            assertThat(redo.casualties()).isEmpty();
            assertThat(redo.obstacles()).isEmpty();
            site.run(redo);
            assertThat(site.value(ROWS)).isEqualTo(there);
            run = site.run(site.planLast());
        }
        site.sql("UPDATE users SET email = 'z' WHERE id = 3; DELETE FROM users WHERE id = 2");
        site.run(site.planRedo(run));
        assertThat(site.value(ROWS))
                .isEqualTo("(1,later,sad,1) (3,z,sad,3) (5,new,ok,) (6,more,ok,9)");
    }

    @Test
    void whatTheRunKeepsIsToldAndCounted() throws SQLException {
        RunReport run = backOut("UPDATE users SET score = 7 WHERE id < 3;", "");

        assertThat(run.vault()).contains("kept 2 written rows of public.users");
        assertThat(site.planRedo(run).vault().returns())
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(2));
    }

    @Test
    void rowsOfAnEmptiedTableGoAgain() throws SQLException {
        RunReport run = backOut("TRUNCATE orders;", "INSERT INTO orders (user_id) VALUES (3)");
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("4");
        site.sql("UPDATE orders SET user_id = 3 WHERE id = 1");

        site.run(site.planRedo(run));

        assertThat(site.value("SELECT string_agg(o::text, ' ' ORDER BY id) FROM orders o"))
                .isEqualTo("(1,3) (4,3)");
    }

    @Test
    void valuesThatWereComputedAnewAreSoAgain() throws SQLException {
        RunReport run = backOut("ALTER TABLE users ALTER score TYPE numeric USING score * 10;", "");
        assertThat(site.value(ROWS)).isEqualTo("(1,a,ok,1.10) (2,b,sad,NaN) (3,c,,0)");

        site.run(site.planRedo(run));

        assertThat(site.value(ROWS)).isEqualTo("(1,a,ok,11.00) (2,b,sad,NaN) (3,c,,0)");
    }

    @Test
    void aPublicationOfAllTablesIsRefusedUntilItIsAccepted() throws SQLException {
        String before = site.value(ROWS);
        site.deploy("2_bad", "UPDATE users SET score = 7; DELETE FROM orders;")
                .admin("CREATE PUBLICATION everything FOR ALL TABLES");
        Plan plan = site.planLast();

        assertThatThrownBy(() -> site.run(plan))
                .hasMessageContaining("publication everything sends all tables");
        RunReport run = site.publishing().run(plan);

        assertThat(site.value(ROWS)).isEqualTo(before);
        site.run(site.planRedo(run));
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("0");
    }

    @Test
    void aRowThatWasInsertedSinceGetsWhatNobodyCouldWrite() throws SQLException {
        backOut(
                "DELETE FROM users WHERE id = 3; ALTER TABLE users DROP COLUMN score;",
                "INSERT INTO users (id, email) VALUES (3, 'z')");

        assertThat(site.value(ROWS)).isEqualTo("(1,a,ok,1.10) (2,b,sad,NaN) (3,z,ok,0)");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', kind, reason, key, kept, live),"
                                        + " '; ') FROM backout.set_aside"))
                .isEqualTo("conflict another row has its key since {3} {3,c,NULL,0} {3,z,ok,1}");
    }

    @Test
    void whatWasRoundedComesBackToRowsThatWereDeletedAnyNumberOfTimes() throws SQLException {
        String before = site.value(ROWS);
        RunReport run =
                backOut(
                        "ALTER TABLE users ALTER score TYPE numeric(5, 1);"
                                + " UPDATE users SET score = 3 WHERE id = 2;"
                                + " DELETE FROM users WHERE id = 1;",
                        "");
        assertThat(site.value(ROWS)).isEqualTo(before);

        site.run(site.planRedo(run));
        site.run(site.planLast());

        assertThat(site.value(ROWS)).isEqualTo(before);
    }

    @Test
    void rowsOfTablesThatWereEmptiedAndDroppedFollowThoseThatTheyReferTo() throws SQLException {
        site.apply("2_lines", "CREATE TABLE lines (id int PRIMARY KEY, o int REFERENCES orders)");
        site.sql("INSERT INTO lines VALUES (1, 1), (2, 2)");
        site.deploy("3_bad", "TRUNCATE orders CASCADE; DROP TABLE lines, orders;")
                .sql("DELETE FROM users WHERE id = 1")
                .run(site.planLast());

        assertThat(site.value("SELECT string_agg(id || ':' || o, ' ') FROM lines"))
                .isEqualTo("2:2");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', reason, key, kept), '; ' ORDER BY"
                                        + " id) FROM backout.set_aside"))
                .isEqualTo(
                        "what it refers to is gone {1} {1,1}; what it refers to is gone {1} {1,1}");
    }

    /// The run writes users twice, before and after the column of another table comes back, and
    /// orders in between.
    @Test
    void rowsFollowThoseThatTheyReferToThoughTheirTableWasWrittenTwice() throws SQLException {
        site.apply("2_more", "CREATE TABLE more (id int PRIMARY KEY, name text)");
        String before = site.value(ROWS);
        site.deploy(
                "3_bad",
                """
                DELETE FROM users WHERE id = 2;
                ALTER TABLE more DROP COLUMN name;
                INSERT INTO users (email) VALUES ('new');
                """);
        RunReport run = site.run(site.planLast());

        site.run(site.planRedo(run));
        assertThat(site.value("SELECT string_agg(email, ' ' ORDER BY id) FROM users"))
                .isEqualTo("a c new");
        Plan again = site.planLast();
        assertThat(again.vault().conflicts()).isEmpty();
        site.run(again);

        assertThat(site.value(ROWS)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("3");
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    private RunReport backOut(String migration, String later) throws SQLException {
        site.deploy("2_bad", migration);
        site.sql(later);
        return site.run(site.planLast());
    }
}
