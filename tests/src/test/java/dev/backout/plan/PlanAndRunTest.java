package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.sql.SQLException;
import java.util.List;

/// A plan says what the schema has to look like before and after, and a run insists on it: so every
/// plan here is also carried out, on schemas that nobody keeps tidy.
class PlanAndRunTest extends SiteScene {
    private static final String INIT =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, mood mood DEFAULT 'ok');
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int REFERENCES users, at date);
            CREATE VIEW moods AS SELECT mood, count(*) AS n FROM users GROUP BY mood;
            """;

    /// What a case is about, what was done by hand as the superuser, and the bad migration.
    record Case(String about, String byHand, String bad) {
        @Override
        public String toString() {
            return about;
        }
    }

    static final List<Case> CASES =
            List.of(
                    new Case("nothing by hand", "", "ALTER TABLE users ADD COLUMN a int;"),
                    new Case(
                            "an extension and an index with it",
                            "CREATE EXTENSION pg_trgm; CREATE INDEX t ON users USING gin (email"
                                    + " gin_trgm_ops);",
                            "ALTER TABLE users ADD COLUMN a int;"),
                    new Case(
                            "an event trigger and a publication",
                            """
                            CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS
                                $$ BEGIN END $$;
                            CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watch();
                            CREATE PUBLICATION all_of_it FOR ALL TABLES;
                            """,
                            "ALTER TABLE users ADD COLUMN a int;"),
                    new Case(
                            "roles, policies and default privileges",
                            """
                            DO $$ BEGIN CREATE ROLE reader;
                            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
                            DO $$ BEGIN CREATE ROLE dba SUPERUSER;
                            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
                            GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
                            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
                            CREATE POLICY own ON orders TO reader USING (user_id = 1);
                            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
                            CREATE SCHEMA dba AUTHORIZATION dba;
                            CREATE TABLE dba.notes (id int);
                            ALTER TABLE dba.notes OWNER TO dba;
                            """,
                            "ALTER TABLE users RENAME email TO mail;"),
                    new Case(
                            "a materialized view on what stays",
                            "CREATE MATERIALIZED VIEW mv AS SELECT id, email FROM users;"
                                    + " CREATE UNIQUE INDEX mv_id ON mv (id);",
                            "ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 0;"),
                    new Case(
                            "a foreign key by hand to a table that is renamed",
                            "CREATE TABLE extra (user_id int REFERENCES users); ALTER TABLE extra"
                                    + " OWNER TO site_owner;",
                            "ALTER TABLE users RENAME TO people;"),
                    new Case(
                            "a column and an index by hand on a table that is renamed",
                            "ALTER TABLE users ADD COLUMN by_hand int CHECK (by_hand > 0);"
                                    + " CREATE INDEX hand ON users (by_hand, email);",
                            "ALTER TABLE users RENAME TO people;"
                                    + " ALTER TABLE people RENAME email TO mail;"),
                    new Case(
                            "a label that comes and a view that is in the way",
                            "COMMENT ON TABLE users IS 'by hand';",
                            "ALTER TYPE mood ADD VALUE 'great';"),
                    new Case(
                            "a dropped table",
                            "CREATE INDEX by_hand ON users (mood);",
                            "DROP TABLE orders;"),
                    new Case(
                            "a dropped column and its unique key",
                            "ALTER TABLE users ADD COLUMN by_hand text;",
                            "ALTER TABLE users DROP COLUMN email;"),
                    new Case(
                            "rows that are written",
                            "",
                            "INSERT INTO users (email) VALUES ('root'); UPDATE users SET mood ="
                                    + " 'sad'; ALTER TABLE users ADD COLUMN a int;"),
                    new Case(
                            "a function and a trigger",
                            "CREATE TRIGGER by_hand BEFORE UPDATE ON orders FOR EACH ROW EXECUTE"
                                    + " FUNCTION suppress_redundant_updates_trigger();",
                            """
                            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                                $$ BEGIN NEW.at := now(); RETURN NEW; END $$;
                            CREATE TRIGGER touch BEFORE INSERT ON orders FOR EACH ROW
                                EXECUTE FUNCTION touch();
                            """),
                    new Case(
                            "a new schema with a table",
                            "CREATE SCHEMA other; CREATE TABLE other.t (id int);",
                            "CREATE SCHEMA audit; CREATE TABLE audit.log (id int, line text);"));

    @Test
    void indexesAreBuiltAndDroppedOutsideOfTheTransaction() throws SQLException {
        site.apply("1_init", INIT);
        site.sql("CREATE INDEX by_hand ON users (id, email)");
        site.sql("CREATE INDEX gone ON users (lower(email)) WHERE id > 3");
        site.apply(
                "2_bad",
                """
                DROP INDEX IF EXISTS gone;
                ALTER TABLE users ADD COLUMN fresh int;
                CREATE INDEX fresh_idx ON users (fresh);
                CREATE UNIQUE INDEX email_key ON users (email, id);
                """);
        site.edit("1_init", INIT + "\nCREATE INDEX gone ON users (lower(email)) WHERE id > 3;");

        Plan plan = site.concurrently().planLast();

        assertThat(plan.afterwards())
                .extracting(LoneStatement::sql)
                .containsExactlyInAnyOrder(
                        "CREATE INDEX CONCURRENTLY gone ON public.users"
                                + " (lower(email)) WHERE (id > 3)",
                        "DROP INDEX CONCURRENTLY public.email_key");
        assertThat(plan.statements()).noneMatch(sql -> sql.contains("email_key"));
        assertThat(site.run(plan).deviations()).isEmpty();
        site.sql(
                """
                DO $$ BEGIN
                    ASSERT (SELECT indisvalid FROM pg_index
                        WHERE indexrelid = 'gone'::regclass);
                    ASSERT to_regclass('email_key') IS NULL;
                END $$
                """);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void whatIsPlannedCanBeRun(Case one) throws SQLException {
        site.apply("1_init", INIT);
        site.sql("INSERT INTO users (email) SELECT 'u' || i FROM generate_series(1, 10) i");
        if (!one.byHand().isEmpty()) {
            site.admin(one.byHand());
        }
        if (one.byHand().contains("FOR ALL TABLES")) {
            site.publishing();
        }
        site.apply("2_bad", one.bad());

        Plan plan = site.planLast();

        assertThat(plan.runnable()).as(plan.toString()).isTrue();
        assertThat(site.run(plan).deviations()).isEmpty();
    }
}
