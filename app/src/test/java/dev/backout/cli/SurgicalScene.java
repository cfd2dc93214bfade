package dev.backout.cli;

import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A shop whose migrations were applied by Prisma, so that nothing was kept, and real dumps of it.
abstract class SurgicalScene extends DumpScene {
    static final String FIRST =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, mood mood,
                score numeric NOT NULL DEFAULT 1);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users,
                note varchar(40));
            CREATE TABLE events (id int PRIMARY KEY, what text);
            CREATE TABLE "Big One" (id int PRIMARY KEY, t text);
            INSERT INTO users (email, mood, score) SELECT 'u' || i,
                CASE WHEN i % 3 > 0 THEN 'ok'::mood END, i / 8.0 FROM generate_series(1, 9) i;
            INSERT INTO orders (user_id, note) SELECT i % 9 + 1, repeat('n', i)
                FROM generate_series(1, 12) i;
            INSERT INTO events SELECT i, 'e' || i FROM generate_series(1, 5) i;
            INSERT INTO "Big One" SELECT i, 'b' FROM generate_series(1, 7) i;
            """;

    @BeforeEach
    void fill() throws SQLException, IOException {
        desk.deploy("1_first", FIRST);
    }

    /// Takes a dump as anybody would.
    Path dump(String name, String... options) throws IOException, InterruptedException {
        return dump(desk, name, options);
    }

    /// The same of another database.
    Path dump(Desk of, String name, String... options) throws IOException, InterruptedException {
        Path file = backups.resolve(name);
        List<String> command = new ArrayList<>(List.of(pgDump.toString(), "--dbname=" + of.url()));
        command.addAll(List.of(options));
        command.add("--file=" + file);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("pg_dump failed");
        }
        return file;
    }
}
