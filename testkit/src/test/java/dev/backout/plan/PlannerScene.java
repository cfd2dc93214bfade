package dev.backout.plan;

import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import java.sql.SQLException;

/// A live database with one migration and ten rows, anew for each test of the planner.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlannerScene {
    private static final String INIT =
            """
            CREATE TYPE "Role" AS ENUM ('user', 'admin');
            CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text,
                role "Role" NOT NULL DEFAULT 'user');
            CREATE UNIQUE INDEX users_email_key ON users (email);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users,
                total numeric(10,2) NOT NULL DEFAULT 0, code varchar(10));
            """;
    static final String NICKNAME = "ALTER TABLE users ADD COLUMN nickname text;\n";

    private JudgeServer server;
    private ScratchServer scratch;

    /// The database of the current test.
    Site site;

    int major() {
        return 18;
    }

    @BeforeAll
    void start() {
        server = JudgeServer.start(major());
        scratch =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major()));
    }

    @AfterAll
    void stop() {
        if (scratch != null) {
            scratch.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void migrate() throws SQLException {
        site = Site.on(server, scratch).apply("1_init", INIT);
        site.sql(
                "INSERT INTO users (email, name) SELECT 'u' || i, 'n' FROM generate_series(1, 10)"
                        + " i");
        site.sql("INSERT INTO orders (user_id, total) SELECT i, i FROM generate_series(1, 10) i");
    }

    @AfterEach
    void drop() throws SQLException {
        site.close();
    }

    /// Another database, without a history.
    Site another() throws SQLException {
        return Site.on(server, scratch);
    }
}
