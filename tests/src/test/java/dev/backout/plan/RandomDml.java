package dev.backout.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts statements that write rows of [RandomData#SCHEMA] between those of migrations that change
/// it, each where everything that it needs is there. They succeed whatever the rows are, and none
/// comes twice. For one story.
final class RandomDml {
    /// What a statement needs, and the statement, with `#` for a number that no other has.
    private static final List<String> WRITES =
            """
            users.name | UPDATE users SET name = upper(name) || '!';
            users.name | UPDATE users SET name = NULL WHERE id % 2 = 0;
            users.score | UPDATE users SET score = score + 1 WHERE id < 4;
            users.score users.at | UPDATE users SET score = 7, at = NULL;
            users.at | UPDATE users SET at = '2026-03-04' WHERE at IS NULL;
            users.mood | UPDATE users SET mood = 'ok';
            users.tags | UPDATE users SET tags = tags || '{m}' WHERE id > 1;
            users.extra | UPDATE users SET extra = id;
            users.extra users.name | UPDATE users SET extra = id, name = 'moved';
            users.extra users.name | UPDATE users SET extra = length(name) WHERE name <> '';
            orders.note | UPDATE orders SET note = note || 'x';
            orders.note | UPDATE orders SET note = 'm' || id WHERE id < 4;
            orders.note | UPDATE orders SET note = NULL WHERE id = 2;
            orders | UPDATE orders SET user_id = (SELECT min(id) FROM users);
            orders | UPDATE orders SET user_id = NULL WHERE id = 1;
            lines.what | UPDATE lines SET what = '{"m": #}';
            lines orders | UPDATE lines SET order_id = (SELECT max(id) FROM orders);
            users.score orders | UPDATE users u SET score = 0.5 FROM orders WHERE user_id = u.id;
            users.name orders.note | UPDATE orders o SET note = concat(name, ' ', o.id) FROM users u WHERE u.id = user_id;
            lines.what orders | UPDATE lines l SET what = to_json(user_id) FROM orders o WHERE o.id = order_id;
            users | DELETE FROM users WHERE id = 2;
            users.score | DELETE FROM users WHERE score > 6;
            orders.note | DELETE FROM users u USING orders o WHERE user_id = u.id AND note = 'n1';
            orders | DELETE FROM orders WHERE id % 2 = 1;
            orders.note | DELETE FROM orders WHERE note IS NULL;
            lines | DELETE FROM lines;
            lines | DELETE FROM lines WHERE id < 3;
            users | INSERT INTO users (id) VALUES (2#);
            users.name | INSERT INTO users (id, name) SELECT 2#, max(name) FROM users;
            users.score | INSERT INTO users (id, score) VALUES (1, 9), (2#, 9) ON CONFLICT (id) DO UPDATE SET score = 9;
            orders | INSERT INTO orders (id, user_id) SELECT 2#, max(id) FROM users;
            orders.note | INSERT INTO orders (id, note) VALUES (2#, 'n6') ON CONFLICT DO NOTHING;
            lines orders | INSERT INTO lines (id, order_id) SELECT 2#, max(id) FROM orders;
            extra | INSERT INTO extra SELECT id, 'm' FROM users ON CONFLICT DO NOTHING;
            lines extra | WITH gone AS (DELETE FROM lines WHERE id > 1 RETURNING id) INSERT INTO extra SELECT id, 'l' FROM gone ON CONFLICT DO NOTHING;
            users.name | DO $$ BEGIN UPDATE users SET name = 'block' WHERE id < 3; DELETE FROM users WHERE id = 3; END $$;
            users | INSERT INTO users (id) VALUES (2) ON CONFLICT DO NOTHING;
            orders | INSERT INTO orders (id) VALUES (1), (4) ON CONFLICT DO NOTHING;
            lines | INSERT INTO lines (id) VALUES (1), (2) ON CONFLICT DO NOTHING;
            users orders | UPDATE users u SET id = id + 10 WHERE id > 20 AND NOT EXISTS (SELECT FROM orders WHERE user_id = u.id);
            lines.what | ALTER TABLE lines ALTER COLUMN what TYPE jsonb;
            orders | TRUNCATE orders CASCADE;
            lines | TRUNCATE lines;
            """
                    .lines()
                    .toList();

    private static final Pattern TABLE =
            Pattern.compile("(DROP|CREATE|ALTER) TABLE ([\\w, ]+?) *[;(A-Z]");
    private static final Pattern COLUMN = Pattern.compile("(DROP|ADD) COLUMN (\\w+)");

    private final Random random;
    private final Set<String> there =
            new TreeSet<>(
                    List.of(
                            "users",
                            "users.name",
                            "users.score",
                            "users.mood",
                            "users.tags",
                            "users.at",
                            "orders",
                            "orders.note",
                            "lines",
                            "lines.what"));
    private final List<String> left = new ArrayList<>(WRITES);
    private int number;

    RandomDml(Random random) {
        this.random = random;
    }

    /// The lines of a migration that comes next, with one to three writes between them.
    List<String> between(List<String> changes) {
        List<Integer> places =
                random.ints(1 + random.nextInt(3), 0, changes.size() + 1).boxed().toList();
        List<String> all = new ArrayList<>();
        for (int i = 0; i <= changes.size(); i++) {
            int place = i;
            places.stream().filter(one -> one == place).forEach(_ -> all.add(write()));
            if (i < changes.size()) {
                all.add(changes.get(i));
                follow(changes.get(i));
            }
        }
        return all;
    }

    private String write() {
        List<String> possible =
                left.stream()
                        .filter(one ->
                                there.containsAll(
                                        List.of(one.substring(0, one.indexOf('|')).split(" "))))
                        .toList();
        String chosen = possible.get(random.nextInt(possible.size()));
        left.remove(chosen);
        number++;
        return chosen.substring(chosen.indexOf('|') + 2).replace("#", String.valueOf(number));
    }

    private void follow(String change) {
        Matcher table = TABLE.matcher(change);
        if (!table.find()) {
            return;
        }
        for (String name : table.group(2).split(", ")) {
            switch (table.group(1)) {
                case "CREATE" -> there.add(name);
                case "DROP" ->
                        there.removeIf(one -> one.equals(name) || one.startsWith(name + "."));
                default -> columns(name, change);
            }
        }
    }

    private void columns(String table, String change) {
        Matcher column = COLUMN.matcher(change);
        while (column.find()) {
            String name = table + "." + column.group(2);
            if (column.group(1).equals("DROP")) {
                there.remove(name);
            } else {
                there.add(name);
            }
        }
    }
}
