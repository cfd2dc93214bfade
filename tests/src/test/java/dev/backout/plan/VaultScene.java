package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.records.RecordSchema;
import dev.backout.run.RunReport;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Vault;

import org.junit.jupiter.api.BeforeEach;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Users and their orders, whose migrations are deployed and backed out.
abstract class VaultScene extends SiteScene {
    static final Vault VAULT = new Vault(new RecordSchema("backout"));
    private static final String INIT =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL,
                mood mood DEFAULT 'ok', score numeric NOT NULL DEFAULT 1);
            CREATE TABLE orders (id serial PRIMARY KEY,
                user_id int NOT NULL REFERENCES users ON DELETE CASCADE, at date);
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'no trigger fires when rows return'; END $$;
            INSERT INTO users (email, mood, score)
                VALUES ('a', 'ok', 1.10), ('b', 'sad', 'NaN'), ('c', NULL, -0.0);
            INSERT INTO orders (user_id, at)
                VALUES (1, '2026-01-01'), (2, 'infinity'), (2, NULL);
            CREATE TRIGGER fail BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION fail();
            """;

    @BeforeEach
    void migrate() throws SQLException {
        site.apply("1_init", INIT);
    }

    RunReport backOut(String migration, String since) throws SQLException {
        site.deploy("2_bad", migration);
        site.sql(since);
        Plan plan = site.planLast();
        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.obstacles()).isEmpty();
        return run(plan);
    }

    RunReport run(Plan plan) throws SQLException {
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }

    List<InventoryLine> inventory() throws SQLException {
        try (Connection connection = site.connect()) {
            return new Inventory(VAULT).all(connection);
        }
    }

    /// Gives a capture up.
    void prune(long capture) throws SQLException {
        Inventory inventory = new Inventory(VAULT);
        try (Connection connection = site.connect()) {
            inventory.prune(
                    connection,
                    inventory.find(connection, capture),
                    "tester",
                    Duration.ofSeconds(1));
        }
    }
}
