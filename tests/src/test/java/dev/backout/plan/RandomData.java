package dev.backout.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random stories for the laws. The same seed gives the same; seeds that follow one another have
/// their migrations in common, and so the proofs. Not thread-safe.
final class RandomData {
    /// So many seeds have the same migrations, from a multiple of it on.
    static final int TOGETHER = 10;

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
    private static final List<String> DROPS_OF_USERS =
            DESTRUCTIONS.stream().filter(one -> one.startsWith("ALTER TABLE users DROP")).toList();
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

    private RandomData(long seed) {
        this.random = new Random(seed * 7919);
    }

    /// The story of that seed, whose migrations it has in common with its neighbours.
    ///
    /// @param most how many migrations it has at most: 1, or more than one
    static Story story(long seed, int most) {
        return story(seed, seed / TOGETHER, most, DESTRUCTIONS);
    }

    /// The story of that seed, whose migration drops columns of one table and nothing else.
    static Story dropping(long seed) {
        return story(seed, seed / TOGETHER, 1, DROPS_OF_USERS);
    }

    /// The story of that seed, with one migration that is its own.
    static Story lonely(long seed) {
        return story(seed, seed, 1, DESTRUCTIONS);
    }

    /// The story of that seed, whose migrations write rows, too; some do nothing else. Whoever
    /// writes later meets those rows.
    ///
    /// @param most how many migrations it has at most: 1, or more than one
    static Story written(long seed, int most) {
        return written(story(seed, most), seed / TOGETHER);
    }

    private static Story written(Story story, long schema) {
        Random random = new Random(~schema * 7907);
        RandomDml dml = new RandomDml(random);
        boolean alone = story.migrations().size() == 1 && random.nextInt(4) == 0;
        List<List<String>> migrations =
                story.migrations().stream()
                        .map(one -> dml.between(alone ? List.of() : one))
                        .toList();
        List<String> writes = new ArrayList<>(story.writes());
        RandomData data = new RandomData(~story.seed());
        for (int i = data.random.nextInt(4); i > 0; i--) {
            writes.add(data.random.nextInt(writes.size() + 1), data.meeting() + ";");
        }
        return new Story(story.seed(), story.rows(), migrations, writes);
    }

    private static Story story(long seed, long schema, int most, List<String> destructions) {
        List<List<String>> migrations =
                new RandomData(-1 - schema)
                        .migrations(most, destructions).stream()
                                .map(one -> one.lines().toList())
                                .toList();
        RandomData data = new RandomData(seed);
        return new Story(seed, data.rows(), migrations, data.writes());
    }

    private List<String> rows() {
        List<String> sql = new ArrayList<>();
        int users = 2 + random.nextInt(6);
        for (int i = 1; i <= users; i++) {
            sql.add(
                    "INSERT INTO users VALUES (%d, %s, %s, %s, %s, %s);"
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
            sql.add(
                    "INSERT INTO orders VALUES (%d, %d, %s);"
                            .formatted(
                                    i,
                                    1 + random.nextInt(users),
                                    random.nextInt(3) == 0 ? "NULL" : "'n%d'".formatted(i)));
            sql.add("INSERT INTO lines VALUES (%d, %d, %s);".formatted(i, i, one(JSON)));
        }
        return sql;
    }

    /// One after the other, each possible after those before it; one, or at least two.
    private List<String> migrations(int most, List<String> destructions) {
        List<String> all = new ArrayList<>();
        int count = most == 1 ? 1 : 2 + random.nextInt(most - 1);
        while (all.size() < count) {
            String next = migration(destructions);
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
    private String migration(List<String> destructions) {
        List<String> parts = new ArrayList<>();
        String first = one(destructions);
        parts.add(first);
        if (random.nextBoolean()) {
            parts.add(random.nextInt(2), one(COMPANY));
        }
        String second = one(destructions);
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

    /// What an application writes: values, keys, what is unique, children.
    private List<String> writes() {
        List<String> sql = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            sql.add(write() + ";");
        }
        return sql;
    }

    private String write() {
        int user = 1 + random.nextInt(7);
        int order = 1 + random.nextInt(5);
        int fresh = 100 + random.nextInt(3);
        return switch (random.nextInt(14)) {
            case 0 -> "DELETE FROM users WHERE id = " + user;
            case 1 -> "INSERT INTO users (id) VALUES (%d)".formatted(fresh);
            case 2 -> "INSERT INTO users (id) VALUES (%d)".formatted(user);
            case 3 ->
                    "UPDATE users SET score = %d WHERE id = %d"
                            .formatted(random.nextInt(100), user);
            case 4 -> "UPDATE users SET name = 'later' WHERE id = " + user;
            case 5 -> "UPDATE users SET extra = '42' WHERE id = " + user;
            case 6 -> "UPDATE users SET id = id + 50 WHERE id = " + user;
            case 7 ->
                    "INSERT INTO orders (id, user_id) SELECT %d, min(id) FROM users"
                            .formatted(fresh);
            case 8 ->
                    "INSERT INTO orders (id, user_id, note) VALUES (%d, %d, 'n%d')"
                            .formatted(fresh, user, order);
            case 9 ->
                    "UPDATE orders SET note = 'n%d' WHERE id = %d"
                            .formatted(1 + random.nextInt(6), order);
            case 10 -> "UPDATE orders SET user_id = %d WHERE id = %d".formatted(user, order);
            case 11 -> "DELETE FROM orders WHERE id = " + order;
            case 12 -> "UPDATE orders SET id = id + 50 WHERE id = " + order;
            default ->
                    "INSERT INTO lines (id, order_id) VALUES (%d, %d)"
                            .formatted(random.nextBoolean() ? fresh : order, order);
        };
    }

    /// What meets rows that a migration inserted, and values that it took out of its way.
    private String meeting() {
        int made = 21 + random.nextInt(4);
        int one = 1 + random.nextInt(5);
        int fresh = 110 + random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> "UPDATE users SET score = 33 WHERE id = " + made;
            case 1 -> "DELETE FROM users WHERE id = " + made;
            case 2 -> "INSERT INTO orders (id, user_id) VALUES (%d, %d)".formatted(fresh, made);
            case 3 -> "UPDATE orders SET user_id = %d WHERE id = %d".formatted(made, one);
            case 4 -> "INSERT INTO lines (id, order_id) VALUES (%d, %d)".formatted(fresh, made);
            case 5 -> "DELETE FROM orders WHERE id = " + made;
            case 6 -> "UPDATE orders SET note = 'n%d' WHERE id = %d".formatted(one, made);
            case 7 ->
                    "UPDATE lines SET what = '{\"later\": 1}' WHERE id IN (%d, %d)"
                            .formatted(one, made);
            case 8 ->
                    "INSERT INTO lines (id, order_id, what) VALUES (%d, %d, '[1]')"
                            .formatted(one, one);
            case 9 -> "UPDATE users SET id = id + 50 WHERE id = " + made;
            case 10 ->
                    "INSERT INTO orders (id, user_id, note) VALUES (%d, %d, 'n%d')"
                            .formatted(one, one, one);
            default -> "INSERT INTO users (id, name, score) VALUES (%d, 'anew', 3)".formatted(one);
        };
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
