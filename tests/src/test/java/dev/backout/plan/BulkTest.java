package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Tables to which many values return are written anew. A single value is many here.
class BulkTest {
    private static final String STORY =
            """
            CREATE TABLE teams (id int PRIMARY KEY, name text);
            CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL,
                name text UNIQUE, team int REFERENCES teams,
                shout text GENERATED ALWAYS AS (upper(name)) STORED, legacy text NOT NULL);
            CREATE INDEX users_email ON users (email) WHERE id > 0;
            CREATE INDEX users_legacy ON users (legacy);
            COMMENT ON INDEX users_email IS 'for the login';
            CREATE TABLE notes (id int PRIMARY KEY, author int REFERENCES users ON DELETE CASCADE);
            CREATE VIEW emails AS SELECT id, email FROM users;
            CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN new.email := ''touched''; RETURN new; END';
            CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON users FOR EACH ROW
                EXECUTE FUNCTION touched()\
            """;

    private Site site;

    @BeforeEach
    void open() throws SQLException {
        site = Site.on(18);
        site.apply("1_init", STORY);
        site.sql(
                """
                INSERT INTO teams SELECT i, 't' || i FROM generate_series(1, 3) i;
                INSERT INTO users (email, name, team, legacy)
                    SELECT 'e' || i, 'n' || i, 1 + i % 3, 'l' || i FROM generate_series(1, 50) i;
                INSERT INTO notes SELECT i, i FROM generate_series(1, 50) i\
                """);
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN legacy");
        site.sql("DELETE FROM users WHERE id % 5 = 0; UPDATE users SET name = 'new' WHERE id = 7");
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void theTableIsTheSameOneWithItsRows() throws SQLException {
        String identity = site.value("SELECT 'users'::regclass::oid::text");
        String rows = site.value("SELECT string_agg(u::text, ';' ORDER BY id) FROM users u");
        Plan plan = site.merging(new Merging(false, false, List.of(), 0)).planLast();
        assertThat(plan.statements()).anyMatch(sql -> sql.startsWith("TRUNCATE ONLY public.users"));
        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.notes()).anyMatch(note -> note.contains("written anew in one go"));

        assertThat(site.run(plan).deviations()).isEmpty();

        assertThat(site.value("SELECT 'users'::regclass::oid::text")).isEqualTo(identity);
        assertThat(
                        site.value(
                                "SELECT string_agg(row(id, email, name, team, shout)::text, ';'"
                                        + " ORDER BY id) FROM users"))
                .isEqualTo(rows);
        assertThat(site.value("SELECT count(*)::text FROM users WHERE legacy = 'l' || id"))
                .isEqualTo("40");
        assertThat(site.value("SELECT count(*)::text FROM notes")).isEqualTo("40");
        assertThat(site.value("SELECT count(*)::text FROM emails")).isEqualTo("40");
        assertThat(
                        site.value(
                                "SELECT string_agg(relname, ',') FROM pg_class WHERE relname LIKE"
                                        + " 'rebuilt%'"))
                .isNull();
        assertThat(
                        site.value(
                                "SELECT count(*)::text FROM backout.capture WHERE kind = 'copied"
                                        + " table'"))
                .isEqualTo("0");
    }

    @Test
    void keysAreBuiltInTheEndAndStandWhenItIsDoneAgain() throws SQLException {
        String keys = keys();
        Plan plan = site.merging(new Merging(false, false, List.of(), 0)).planLast();
        assertThat(plan.statements())
                .containsSubsequence(
                        "ALTER TABLE public.users DROP CONSTRAINT users_pkey",
                        "TRUNCATE ONLY public.users /* its rows lie in the copy, and return at once"
                                + " */");
        RunReport run = site.run(plan);
        assertThat(keys()).isEqualTo(keys);

        Plan redo = site.planRedo(run);
        assertThat(redo.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN legacy");
        RunReport again = site.run(redo);
        assertThat(again.deviations()).isEmpty();
        assertThat(keys()).isEqualTo(keys);

        assertThat(site.run(site.planLast()).deviations()).isEmpty();
        assertThat(site.value("SELECT count(*)::text FROM users WHERE legacy = 'l' || id"))
                .isEqualTo("40");
    }

    /// What returns to one column must not take away what tells the rows of another one apart.
    @Test
    void valuesThatGoWhileOthersReturnComeBackAgain() throws SQLException {
        site.deploy(
                "3_bad", "ALTER TABLE users ADD COLUMN extra text DEFAULT 'e', DROP COLUMN team;");
        site.merging(new Merging(false, false, List.of(), 0));
        RunReport run = site.run(site.planLast());
        site.sql("UPDATE users SET team = NULL WHERE id = 7");

        Plan redo = site.planRedo(run);
        assertThat(redo.statements())
                .containsSubsequence(
                        "ALTER TABLE public.users DROP COLUMN team",
                        "ALTER TABLE public.users DROP CONSTRAINT users_pkey");
        site.run(redo);
        site.run(site.planLast());

        assertThat(site.value("SELECT count(*)::text FROM users WHERE team = 1 + id % 3"))
                .isEqualTo("39");
        assertThat(site.value("SELECT id::text FROM users WHERE team IS NULL")).isEqualTo("7");
    }

    private @Nullable String keys() throws SQLException {
        return site.value(
                """
                SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' ORDER BY conname)
                FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype IN ('p', 'u', 'f')\
                """);
    }

    @Test
    void aForeignKeyMadeByHandLeavesTheUpdate() throws SQLException {
        site.sql("CREATE TABLE hand (id int REFERENCES users); INSERT INTO hand VALUES (1)");
        Plan plan = site.merging(new Merging(false, false, List.of(), 0)).planLast();
        assertThat(site.run(plan).deviations()).isEmpty();
        assertThat(site.value("SELECT count(*)::text FROM users WHERE legacy = 'l' || id"))
                .isEqualTo("40");
        assertThat(site.value("SELECT count(*)::text FROM hand")).isEqualTo("1");
    }

    @Test
    void aPublicationLeavesTheUpdate() throws SQLException {
        site.sql("CREATE PUBLICATION elsewhere FOR TABLE teams WITH (publish = 'insert')");
        Plan plan = site.merging(new Merging(false, false, List.of(), 0)).planLast();
        assertThat(plan.statements()).noneMatch(sql -> sql.startsWith("TRUNCATE"));
        assertThat(site.run(plan).deviations()).isEmpty();
        assertThat(site.value("SELECT count(*)::text FROM users WHERE legacy = 'l' || id"))
                .isEqualTo("40");
    }
}
