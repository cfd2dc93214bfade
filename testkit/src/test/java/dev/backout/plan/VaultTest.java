package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.records.RecordSchema;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultTest {
    private static final String INIT =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, mood mood DEFAULT 'ok');
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users, at date);
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
            INSERT INTO users (email, mood) VALUES ('a', 'ok'), ('b', 'sad'), ('c', NULL);
            INSERT INTO orders (user_id, at) VALUES (1, '2026-01-01'), (2, '2026-01-02'), (2, NULL);
            CREATE TRIGGER fail BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION fail();
            """;

    private JudgeServer server;
    private ScratchServer scratch;

    @BeforeAll
    void start() {
        server = JudgeServer.start(18);

        scratch =
                new ScratchServers(ScratchPlaces.standard()).start(new ScratchRequest.Embedded(18));
    }

    @AfterAll
    void stop() {
        scratch.close();
        server.close();
    }

    @Test
    void aDroppedColumnComesBackWithItsValues() throws SQLException {
        try (Site site = Site.on(server, scratch)) {
            site.apply("1_init", INIT);
            ensure(site);
            keep(site, "dropped column", "users", "email", 2, "text", "id", "");
            site.sql(
                    "CREATE TABLE backout.kept_1_users AS SELECT id, email AS backout_value FROM"
                        + " users");
            site.apply("2_bad", "ALTER TABLE users DROP COLUMN email;");
            site.sql(
                    "INSERT INTO backout.deployment (id, migration, checksum, history, history_row,"
                        + " script, operator, engine) VALUES ('D', '2_bad', 'x',"
                        + " 'public._prisma_migrations', '2', '', 'me', 'test')");
            site.sql("DELETE FROM orders WHERE user_id = 1; DELETE FROM users WHERE id = 1");
            Plan plan = site.planLast();
                    plan.vault()
                            + " "
                            + plan.casualties()
                            + plan.obstacles()
                            + plan.notes()
                            + plan.data());
            site.run(plan);
            assertThat(
                            site.value(
                                    "SELECT string_agg(id || ':' || email, ',' ORDER BY id) FROM"
                                        + " users"))
                    .isEqualTo("2:b,3:c");
        }
    }

    @Test
    void aDroppedTableComesBackWithItsRows() throws SQLException {
        try (Site site = Site.on(server, scratch)) {
            site.apply("1_init", INIT);
            ensure(site);
            keep(site, "copied table", "orders", null, 0, null, "", "id,user_id,at");
            site.sql("CREATE TABLE backout.kept_1_orders AS SELECT * FROM orders");
            site.apply("2_bad", "DROP TABLE orders;");
            site.sql(
                    "INSERT INTO backout.deployment (id, migration, checksum, history, history_row,"
                        + " script, operator, engine) VALUES ('D', '2_bad', 'x',"
                        + " 'public._prisma_migrations', '2', '', 'me', 'test')");
            Plan plan = site.planLast();
                    plan.vault()
                            + " "
                            + plan.casualties()
                            + plan.obstacles()
                            + plan.notes()
                            + plan.data());
            site.run(plan);
            assertThat(site.value("SELECT string_agg(o::text, ',' ORDER BY id) FROM orders o"))
                    .isEqualTo("(1,1,2026-01-01),(2,2,2026-01-02),(3,2,)");
            assertThat(site.value("SELECT nextval('orders_id_seq')")).isEqualTo("4");
        }
    }

    private static void ensure(Site site) throws SQLException {
        site.admin(
                "GRANT CREATE ON DATABASE "
                        + site.value("SELECT quote_ident(current_database())")
                        + " TO site_owner");
        try (Connection connection = site.connect()) {
            new RecordSchema("backout").ensure(connection);
        }
    }

    private static void keep(
            Site site,
            String kind,
            String table,
            String column,
            int number,
            String type,
            String key,
            String columns)
            throws SQLException {
        site.sql(
                """
                INSERT INTO backout.capture (origin, number, kind, schema_name, table_name, table_oid, column_name, column_number, column_type, key, columns, place, rows)
                VALUES ('D', 1, '%s', 'public', '%s', '%s'::regclass::oid, %s, %d, '%s', string_to_array('%s', ','), string_to_array('%s', ','), 'kept_1_%s', 3)
                """
                        .formatted(
                                kind,
                                table,
                                table,
                                column == null ? "NULL" : "'" + column + "'",
                                number,
                                type,
                                key,
                                columns,
                                table));
    }
}
