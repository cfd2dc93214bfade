package dev.backout.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random rows, migrations and later writes for the laws. The same seed gives the same. Not
/// thread-safe.
final class RandomData {
    static final String SCHEMA =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            CREATE TABLE users (id int PRIMARY KEY, name text, score numeric NOT NULL DEFAULT 5,
                mood mood, tags text[], at timestamptz);
            CREATE INDEX users_score ON users (score);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE,
                note text UNIQUE);
            CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE,
                what json);
            """;
    static final String[] TABLES = {"public.users", "public.orders", "public.lines"};
    private static final List<String> DESTRUCTIONS =
            List.of(
                    "ALTER TABLE users DROP COLUMN name;",
                    "ALTER TABLE users DROP COLUMN score;",
                    "ALTER TABLE users DROP COLUMN mood; DROP TYPE mood;",
                    "ALTER TABLE users DROP COLUMN tags, DROP COLUMN at;",
                    "ALTER TABLE users ALTER COLUMN score TYPE numeric(7, 1);",
                    "ALTER TABLE users ALTER COLUMN at TYPE date;",
                    "DROP TABLE lines;",
                    "DROP TABLE lines, orders;",
                    "TRUNCATE lines;",
                    "ALTER TABLE orders DROP COLUMN note;",
                    "ALTER TABLE lines DROP COLUMN what;");
    private static final List<String> COMPANY =
            List.of(
                    "ALTER TABLE users ADD COLUMN extra text DEFAULT 'e';",
                    "CREATE TABLE extra (id int PRIMARY KEY, line text);",
                    "CREATE INDEX users_extra ON users (id DESC);",
                    "ALTER TABLE users ADD COLUMN extra int NOT NULL DEFAULT 1;");
    private static final String DROP_EXTRA = "ALTER TABLE users DROP COLUMN extra;";
    private static final List<String> TEXTS =
            List.of("NULL", "''", "'a'", "'quo''te'", "'ünï'", "'NULL'", "'x,y'", "E'a\\nb'");
    private static final List<String> NUMBERS =
            List.of("0", "1.10", "-0.04", "'NaN'", "99999.99", "7", "3.14159");
    private static final List<String> JSON =
            List.of("NULL", "'{\"a\": 1, \"a\": 2}'", "'[1,  2]'", "'null'");

    private final Random random;

    RandomData(long seed) {
        this.random = new Random(seed * 7919);
    }

    String rows() {
        StringBuilder sql = new StringBuilder();
        int users = 2 + random.nextInt(6);
        for (int i = 1; i <= users; i++) {
            sql.append(
                    "INSERT INTO users VALUES (%d, %s, %s, %s, %s, %s);\n"
                            .formatted(
                                    i,
                                    one(TEXTS),
                                    one(NUMBERS),
                                    one(List.of("NULL", "'sad'", "'ok'", "'happy'")),
                                    one(List.of("NULL", "'{}'", "'[0:1]={a,b}'", "'{NULL,x}'")),
                                    one(
                                            List.of(
                                                    "NULL",
                                                    "'infinity'",
                                                    "'2026-01-01 10:00:00.123456+00'"))));
        }
        int orders = random.nextInt(6);
        for (int i = 1; i <= orders; i++) {
            sql.append(
                    "INSERT INTO orders VALUES (%d, %d, %s);\n"
                            .formatted(
                                    i,
                                    1 + random.nextInt(users),
                                    random.nextInt(3) == 0 ? "NULL" : "'n%d'".formatted(i)));
            sql.append("INSERT INTO lines VALUES (%d, %d, %s);\n".formatted(i, i, one(JSON)));
        }
        return sql.toString();
    }

    /// One after the other, each possible after those before it; one, or at least two.
    List<String> migrations(int most) {
        List<String> all = new ArrayList<>();
        int count = most == 1 ? 1 : 2 + random.nextInt(most - 1);
        while (all.size() < count) {
            String next = migration();
            String earlier = String.join("\n", all);
            if (earlier.lines().noneMatch(one -> next.lines().anyMatch(two -> meet(one, two)))) {
                all.add(next);
            } else if (earlier.contains("COLUMN extra") && !earlier.contains(DROP_EXTRA)) {
                all.add(DROP_EXTRA);
            }
        }
        return all;
    }

    /// One.
    String migration() {
        List<String> parts = new ArrayList<>();
        String first = one(DESTRUCTIONS);
        parts.add(first);
        if (random.nextBoolean()) {
            parts.add(random.nextInt(2), one(COMPANY));
        }
        String second = one(DESTRUCTIONS);
        if (random.nextBoolean() && !meet(first, second)) {
            parts.add(second);
        }
        return String.join("\n", parts);
    }

    /// Whether two parts cannot stand in one migration, or in this order.
    private static boolean meet(String first, String second) {
        return first.equals(second)
                || first.contains("extra") && second.contains("extra")
                || first.contains("score") && second.contains("score")
                || first.contains(" at") && second.contains(" at")
                || first.contains("DROP TABLE")
                        && (second.contains("lines") || second.contains("orders"));
    }

    /// What an application writes that knows the migrated shape.
    String writes(DataImage now) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < random.nextInt(5); i++) {
            sql.append(write(now)).append(";\n");
        }
        return sql.toString();
    }

    private String write(DataImage now) {
        int user = 1 + random.nextInt(7);
        return switch (random.nextInt(6)) {
            case 0 -> "DELETE FROM users WHERE id = " + user;
            case 1 ->
                    "INSERT INTO users (id) VALUES (%d) ON CONFLICT DO NOTHING"
                            .formatted(100 + random.nextInt(3));
            case 2 ->
                    has(now, "users", "score")
                            ? "UPDATE users SET score = %d WHERE id = %d"
                                    .formatted(random.nextInt(100), user)
                            : "UPDATE users SET id = id WHERE id = " + user;
            case 3 ->
                    has(now, "users", "name")
                            ? "UPDATE users SET name = 'later' WHERE id = " + user
                            : "SELECT 1";
            case 4 ->
                    has(now, "orders", "user_id")
                            ? "INSERT INTO orders (id, user_id) SELECT %d, min(id) FROM users ON CONFLICT DO NOTHING"
                                    .formatted(100 + random.nextInt(3))
                            : "SELECT 1";
            default ->
                    has(now, "users", "extra")
                            ? "UPDATE users SET extra = '42' WHERE id = " + user
                            : "SELECT 1";
        };
    }

    private static boolean has(DataImage now, String table, String column) {
        return now.rows(table).values().stream().anyMatch(row -> row.containsKey(column));
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
