package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Triggers that no migration made keep still as well, when rows return.
class HandmadeTriggerTest extends SiteScene {
    private static final String ROWS = "SELECT string_agg(t::text, ' ' ORDER BY id) FROM users t";
    private static final String STATES =
            "SELECT string_agg(tgname || ' ' || tgenabled::text, ', ' ORDER BY tgname) FROM"
                    + " pg_trigger WHERE tgrelid = 'users'::regclass AND NOT tgisinternal";
    private static final String TOUCH =
            """
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN NEW.name := ''touched''; RETURN NEW; END';
            CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE TRIGGER off BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
            ALTER TABLE users DISABLE TRIGGER off;
            CREATE TRIGGER ever BEFORE INSERT OR UPDATE ON users
                FOR EACH ROW EXECUTE FUNCTION touch();
            ALTER TABLE users ENABLE ALWAYS TRIGGER ever;
            """;

    @Test
    void valuesReturnAndNothingElseMoves() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE users (id int PRIMARY KEY, name text, email text);"
                        + " INSERT INTO users VALUES (1, 'a', 'x'), (2, 'b', 'y');");
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN email;");
        site.sql(TOUCH);
        Plan plan = site.planLast();
        assertThat(plan.statements())
                .anyMatch(sql -> sql.contains("ALTER TABLE public.users DISABLE TRIGGER touch"))
                .anyMatch(
                        sql -> sql.contains("ALTER TABLE public.users ENABLE ALWAYS TRIGGER ever"))
                .noneMatch(sql -> sql.contains("TRIGGER off"));
        RunReport run = site.run(plan);
        assertThat(run.deviations()).isEmpty();
        assertThat(site.value(ROWS)).isEqualTo("(1,a,x) (2,b,y)");
        assertThat(site.value(STATES)).isEqualTo("ever A, off D, touch O");

        assertThat(site.run(site.planRedo(run)).deviations()).isEmpty();
        assertThat(site.value(ROWS)).isEqualTo("(1,a) (2,b)");
        assertThat(site.value(STATES)).isEqualTo("ever A, off D, touch O");
    }

    @Test
    void aTableThatGetsItsNameBackHasNoneThatFires() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE people (id int PRIMARY KEY, name text, email text);"
                        + " INSERT INTO people VALUES (1, 'a', 'x');");
        site.deploy(
                "2_bad",
                "ALTER TABLE people RENAME TO users; ALTER TABLE users DROP COLUMN email;");
        site.sql(TOUCH);
        assertThatThrownBy(() -> site.planLast())
                .hasMessageContaining("trigger public.users.ever was made by hand and would fire")
                .hasMessageContaining("ALTER TABLE public.users DISABLE TRIGGER ever beforehand");
        site.sql("ALTER TABLE users DISABLE TRIGGER touch, DISABLE TRIGGER ever");
        assertThat(site.run(site.planLast()).deviations()).isEmpty();
        assertThat(site.value("SELECT t::text FROM people t")).isEqualTo("(1,a,x)");
    }
}
