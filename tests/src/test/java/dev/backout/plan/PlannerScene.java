package dev.backout.plan;

import org.junit.jupiter.api.BeforeEach;

import java.sql.SQLException;

/// A live database with one migration and ten rows, anew for each test of the planner.
abstract class PlannerScene extends SiteScene {
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

    @BeforeEach
    void migrate() throws SQLException {
        site.apply("1_init", INIT);
        site.sql(
                "INSERT INTO users (email, name) SELECT 'u' || i, 'n' FROM generate_series(1, 10)"
                        + " i");
        site.sql("INSERT INTO orders (user_id, total) SELECT i, i FROM generate_series(1, 10) i");
    }
}
