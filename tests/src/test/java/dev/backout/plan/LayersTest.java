package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Several migrations of which the vault holds something, backed out by one run.
class LayersTest extends VaultScene {
    @Test
    void eachMigrationReturnsWhatItDestroyed() throws SQLException {
        site.deploy("2_a", "ALTER TABLE users DROP COLUMN email;")
                .deploy("3_b", "ALTER TABLE users RENAME TO people; DROP TABLE orders;")
                .deploy("4_c", "ALTER TABLE people DROP COLUMN mood, ADD COLUMN nick text;")
                .sql("ALTER TABLE people DISABLE TRIGGER fail; UPDATE people SET nick = 'n' || id;")
                .sql("ALTER TABLE people ENABLE TRIGGER fail");

        RunReport back = backOut(3);

        assertThat(site.value("SELECT string_agg(email || mood, ' ') FROM users WHERE id < 3"))
                .isEqualTo("aok bsad");
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("3");
        assertThat(captures(back)).isEqualTo("4_c: nick 3");
        assertThat(site.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("1");

        run(site.planRedo(back));

        assertThat(site.value("SELECT string_agg(nick, ' ' ORDER BY id) FROM people"))
                .isEqualTo("n1 n2 n3");
        assertThat(site.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("4");
    }

    /// One migration made it, the next one destroyed it: there and back it is still there.
    @Test
    void whatOneMadeAndTheNextDestroyedIsNotForgotten() throws SQLException {
        site.deploy("2_a", "ALTER TABLE users ADD COLUMN nick text DEFAULT md5(random()::text);");
        String nicks = site.value("SELECT string_agg(nick, ' ' ORDER BY id) FROM users");
        site.deploy("3_b", "ALTER TABLE users DROP COLUMN nick;");

        RunReport back = backOut(2);
        assertThat(captures(back)).isEqualTo("2_a: nick 3");
        RunReport again = run(site.planRedo(back));
        assertThat(captures(again)).isEqualTo("3_b: nick 3");
        assertThat(
                        site.value(
                                "SELECT count(*) FROM information_schema.columns WHERE column_name"
                                        + " = 'nick'"))
                .isEqualTo("0");
        RunReport one = backOut(1);

        assertThat(site.value("SELECT string_agg(nick, ' ' ORDER BY id) FROM users"))
                .isEqualTo(nicks);
        run(site.planRedo(one));
        backOut(2);
    }

    /// What is called otherwise by now is what it was when its migration ran.
    @Test
    void namesThatChangedPlacesAreNotMixedUp() throws SQLException {
        site.apply(
                        "2_two",
                        "CREATE TABLE one (id int PRIMARY KEY, a text); CREATE TABLE two (id int"
                                + " PRIMARY KEY, a text); INSERT INTO one VALUES (1, 'one');"
                                + " INSERT INTO two VALUES (1, 'two');")
                .deploy("3_a", "ALTER TABLE one DROP COLUMN a;")
                .deploy(
                        "4_b",
                        "ALTER TABLE one RENAME TO was; ALTER TABLE two RENAME TO one; ALTER TABLE"
                                + " was RENAME TO two; ALTER TABLE one DROP COLUMN a;");

        RunReport back = backOut(2);

        assertThat(site.value("SELECT one.a || two.a FROM one, two")).isEqualTo("onetwo");
        run(site.planRedo(back));
        backOut(2);
        assertThat(site.value("SELECT one.a || two.a FROM one, two")).isEqualTo("onetwo");
    }

    /// A column of a table that a later migration dropped, renamed before.
    @Test
    void aTableReturnsBeforeItsColumnDoes() throws SQLException {
        site.deploy("2_a", "ALTER TABLE orders RENAME TO sales; ALTER TABLE sales DROP COLUMN at;")
                .deploy("3_b", "DROP TABLE sales;")
                .sql("DELETE FROM users WHERE id = 1");

        RunReport back = backOut(2);

        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(':', id, user_id, at), ' ' ORDER BY"
                                        + " id) FROM orders"))
                .isEqualTo("2:2:infinity 3:2");
        run(site.planRedo(back));
        backOut(2);
        assertThat(site.value("SELECT count(*) FROM orders")).isEqualTo("2");
    }

    /// The value is asked for in the layer in which the column comes back.
    @Test
    void aFillGoesToItsLayer() throws SQLException {
        site.deploy("2_a", "ALTER TABLE users DROP COLUMN email;")
                .deploy("3_b", "ALTER TABLE users RENAME TO people; DROP TABLE orders;")
                .sql("INSERT INTO people (mood) VALUES ('sad')");

        assertThat(site.plan(new Choice.Last(2)).obstacles()).hasSize(1);
        site.fill("public.users.email", "'user' || id");
        backOut(2);

        assertThat(site.value("SELECT string_agg(email, ' ' ORDER BY id) FROM users"))
                .isEqualTo("a b c user4");
    }

    private RunReport backOut(int last) throws SQLException {
        Plan plan = site.plan(new Choice.Last(last));
        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.obstacles()).isEmpty();
        return run(plan);
    }

    /// What a run has kept, by layer.
    private @Nullable String captures(RunReport run) throws SQLException {
        return site.value(
                """
                SELECT string_agg(split_part(origin, '/', 2) || ': ' || concat_ws(' ',
                    coalesce(column_name, table_name), rows), '; ' ORDER BY id)
                FROM backout.capture WHERE origin LIKE '%s%%'
                """
                        .formatted(run.id()));
    }
}
