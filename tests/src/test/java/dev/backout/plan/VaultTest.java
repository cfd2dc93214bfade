package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// What a migration destroyed comes back when it is backed out, merged with what was written since.
class VaultTest extends VaultScene {
    private static final String USERS =
            "SELECT string_agg(concat_ws(':', id, email, mood, score), ' ' ORDER BY id) FROM users";
    private static final String ORDERS =
            "SELECT string_agg(concat_ws(':', id, user_id, at), ' ' ORDER BY id) FROM orders";
    private static final String ASIDE =
            "SELECT string_agg(concat_ws(' ', kind, key, columns, kept, live), '; ' ORDER BY id)"
                    + " FROM backout.set_aside";

    @Test
    void aDroppedColumnComesBackWithItsValues() throws SQLException {
        backOut("ALTER TABLE users DROP COLUMN email;", "");

        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0");
    }

    @Test
    void aColumnOfAnEnumThatWentComesBack() throws SQLException {
        backOut("ALTER TABLE users DROP COLUMN mood; DROP TYPE mood;", "");

        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0");
    }

    @Test
    void rowsThatWentStayAwayAndRowsThatCameGetTheDefault() throws SQLException {
        backOut(
                "ALTER TABLE users DROP COLUMN mood, DROP COLUMN score;",
                "DELETE FROM users WHERE id = 1; INSERT INTO users (email) VALUES ('new');"
                        + " UPDATE orders SET user_id = 4");

        assertThat(site.value(USERS)).isEqualTo("2:b:sad:NaN 3:c:0.0 4:new:ok:1");
        assertThat(site.value(ORDERS)).isEqualTo("2:4:infinity 3:4");
    }

    @Test
    void rowsWithoutAValueStandInTheWayOfNotNull() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN email;");
        site.sql("INSERT INTO users DEFAULT VALUES");

        Plan plan = site.planLast();

        assertThat(plan.obstacles())
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(1));
        site.fill("public.users.email", "'user' || id");
        run(site.planLast());
        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0 4:user4:ok:1");
    }

    @Test
    void aDroppedTableComesBackWithItsRows() throws SQLException {
        backOut("DROP TABLE orders;", "");

        assertThat(site.value(ORDERS)).isEqualTo("1:1:2026-01-01 2:2:infinity 3:2");
        assertThat(site.value("SELECT nextval('orders_id_seq')")).isEqualTo("4");
    }

    @Test
    void rowsWithoutAParentAreSetAside() throws SQLException {
        backOut("DROP TABLE orders;", "DELETE FROM users WHERE id = 2");

        assertThat(site.value(ORDERS)).isEqualTo("1:1:2026-01-01");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "set-aside {2} {id,user_id,at} {2,2,infinity};"
                                + " set-aside {3} {id,user_id,at} {3,2,NULL}");
    }

    @Test
    void tablesReturnAfterThoseThatTheyReferTo() throws SQLException {
        backOut("DROP TABLE users, orders;", "");

        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0");
        assertThat(site.value(ORDERS)).isEqualTo("1:1:2026-01-01 2:2:infinity 3:2");
        assertThat(site.value(ASIDE)).isNull();
    }

    @Test
    void whatWasWrittenIntoAColumnOfThatNameStays() throws SQLException {
        backOut(
                "ALTER TABLE users DROP COLUMN mood, ADD COLUMN mood mood;",
                "ALTER TABLE users DISABLE TRIGGER fail; UPDATE users SET mood = 'sad' WHERE id ="
                        + " 1; ALTER TABLE users ENABLE TRIGGER fail");

        assertThat(site.value(USERS)).isEqualTo("1:a:sad:1.10 2:b:sad:NaN 3:c:0.0");
        assertThat(site.value(ASIDE)).isEqualTo("conflict {1} {mood} {ok} {sad}");
    }

    @Test
    void convertedValuesComeBackUnlessTheyWereWrittenAnew() throws SQLException {
        backOut(
                "ALTER TABLE users ALTER COLUMN score TYPE numeric(5, 1);",
                "ALTER TABLE users DISABLE TRIGGER fail; UPDATE users SET score = 7 WHERE id ="
                        + " 2; ALTER TABLE users ENABLE TRIGGER fail");

        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:7.0 3:c:0.0");
    }

    @Test
    void whatTheWayBackTakesAwayIsKept() throws SQLException {
        backOut(
                "ALTER TABLE users ADD COLUMN nick text; CREATE TABLE tags (id int PRIMARY KEY);",
                "ALTER TABLE users DISABLE TRIGGER fail; UPDATE users SET nick = 'n' || id;"
                        + " ALTER TABLE users ENABLE TRIGGER fail; INSERT INTO tags VALUES (7)");

        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', kind, table_name, column_name,"
                                        + " rows), '; ' ORDER BY table_name) FROM backout.capture"
                                        + " WHERE origin = (SELECT id FROM backout.run)"))
                .isEqualTo("moved table tags 1; dropped column users nick 3");
    }

    /// A row for each page, so that few rows make a large table.
    @Test
    void aLargeTableThatTheWayBackMovesIsCountedInTheEnd() throws SQLException {
        backOut(
                "CREATE TABLE tags (line text) WITH (fillfactor = 10);",
                "INSERT INTO tags SELECT repeat('x', 800) FROM generate_series(1, 8300)");

        assertThat(site.value("SELECT rows FROM backout.capture")).isEqualTo("8300");
    }

    @Test
    void theTablesOfTheVaultAreNoLocksThatAnybodyFeels() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN email; DROP TABLE orders;");

        assertThat(site.planLast().locks())
                .extracting(lock -> lock.table().text())
                .containsExactly("public.users");
    }

    @Test
    void neitherFilesNorReleaseAreNeeded() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN mood;").forget("2_bad");

        run(site.planLast());

        assertThat(site.value(USERS)).isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0");
    }

    @Test
    void aVaultThatSomebodyEditedIsNoticedBeforeAnythingIsTouched() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN mood;");
        Plan plan = site.planLast();
        site.sql("DELETE FROM backout.kept_1_users WHERE id = 2");

        assertThatThrownBy(() -> site.run(plan))
                .hasMessageContaining("holds 2 rows, and 3 were kept");
        site.sql("DROP TABLE backout.kept_1_users");
        assertThatThrownBy(() -> site.run(plan)).hasMessageContaining("is gone");
        assertThat(site.planLast().notes()).anyMatch(note -> note.contains("that table is gone"));
        assertThat(site.planLast().casualties())
                .singleElement()
                .satisfies(one -> assertThat(one.since()).isTrue());
    }

    @Test
    void whatWasBackedOutComesBackWithWhatWasWrittenIntoIt() throws SQLException {
        RunReport back =
                backOut(
                        "ALTER TABLE users ADD COLUMN nick text DEFAULT md5(random()::text),"
                                + " DROP COLUMN mood; CREATE TABLE tags (id int PRIMARY KEY);",
                        "INSERT INTO tags VALUES (7)");
        String nicks = site.value(NICKS_KEPT);

        run(site.planRedo(back));

        assertThat(site.value("SELECT string_agg(nick, ' ' ORDER BY id) FROM users"))
                .isEqualTo(nicks);
        assertThat(site.value("SELECT id FROM tags")).isEqualTo("7");
        assertThat(site.history("2_bad")).hasSize(1);
    }

    @Test
    void thereAndBackAnyNumberOfTimes() throws SQLException {
        RunReport run =
                backOut(
                        "ALTER TABLE users DROP COLUMN email, ADD COLUMN nick text; DROP TABLE"
                                + " orders;",
                        "");
        for (int i = 0; i < 2; i++) {
            site.sql("INSERT INTO users (email) VALUES ('new%d')".formatted(i));
            run(site.planRedo(run));
            site.sql(
                    "ALTER TABLE users DISABLE TRIGGER fail; UPDATE users SET nick = 'n%d' || id"
                                    .formatted(i)
                            + " WHERE nick IS NULL; ALTER TABLE users ENABLE TRIGGER fail");
            Plan plan = site.planLast();
            assertThat(plan.casualties()).isEmpty();
            assertThat(plan.obstacles()).isEmpty();
            run = run(plan);
        }

        assertThat(site.value(USERS))
                .isEqualTo("1:a:ok:1.10 2:b:sad:NaN 3:c:0.0 4:new0:ok:1 5:new1:ok:1");
        run(site.planRedo(run));
        assertThat(site.value("SELECT string_agg(nick, ' ' ORDER BY id) FROM users"))
                .isEqualTo("n01 n02 n03 n04 n15");
    }

    private static final String NICKS_KEPT =
            "SELECT string_agg(backout_value, ' ' ORDER BY id) FROM backout.kept_2_users";
}
