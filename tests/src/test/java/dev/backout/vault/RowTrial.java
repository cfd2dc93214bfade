package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random tables, rows, writes of a migration and later writes, from a seed. Every row of a table
/// with a key has a tag that nobody ever writes again, by which the laws are checked.
final class RowTrial {
    private static final List<Kind> KINDS =
            List.of(
                    new Kind("text", "'x'", "'y'", "''", "null", "'a''b\\'"),
                    new Kind("numeric", "1.1", "1.10", "1.100", "'NaN'", "null"),
                    new Kind("float8", "0", "'-0'", "'NaN'", "'-infinity'", "0.1"),
                    new Kind("json", "'{\"a\":1,\"a\":2}'", "'{\"a\":2}'", "'{ \"a\":2}'", "null"),
                    new Kind("jsonb", "'{\"a\":1.0}'", "'{\"a\":1}'", "'null'", "null"),
                    new Kind("int[]", "'[0:1]={1,2}'", "'{1,2}'", "'{}'", "'{NULL}'", "null"),
                    new Kind("timestamptz", "'infinity'", "'2020-01-01'", "'4713-01-01 BC'"),
                    new Kind("mood", "'sad'", "'ok'", "null"),
                    new Kind("pair", "'(1,\"a b\")'", "'(,)'", "null"),
                    new Kind("bpchar", "'a'", "'a '", "'a  '"),
                    new Kind("small", "1", "2", "null"));

    private static final List<String> ACTIONS =
            List.of(
                    "",
                    " on delete cascade",
                    " on delete set null",
                    " on delete restrict on update cascade",
                    " on update cascade");

    /// A type and values of it.
    private record Kind(String type, List<String> values) {
        Kind(String type, String... values) {
            this(type, List.of(values));
        }
    }

    private final Random random;
    private final Kind kind;
    private final boolean children;
    private final boolean keyless;
    private final String action;
    private int tags;
    private int fresh = 20;

    RowTrial(long seed) {
        random = new Random(seed * 7919);
        kind = pick(KINDS);
        children = random.nextInt(4) > 0;
        keyless = random.nextInt(3) == 0;
        action = pick(ACTIONS);
    }

    List<String> tables() {
        List<String> tables = new ArrayList<>(List.of("p"));
        if (children) {
            tables.add("c");
        }
        if (keyless) {
            tables.add("k");
        }
        return tables;
    }

    boolean followsKeys() {
        return action.contains("update cascade");
    }

    List<String> setup() {
        List<String> setup = new ArrayList<>();
        setup.add("create type mood as enum ('sad', 'ok')");
        setup.add("create type pair as (x int, y text)");
        setup.add("create domain small as int check (value < 10)");
        setup.add(
                "create table p (id int primary key, u text%s, a %s, b int, tag int not null)"
                        .formatted(pick(List.of("", " unique")), kind.type()));
        if (chance(3)) {
            setup.add("create unique index on p (b, lower(u)) where b > 1");
        }
        if (chance(4)) {
            setup.add("alter table p add exclude (b with =) where (b > 6)");
        }
        if (children) {
            setup.add(
                    "create table c (id int generated always as identity primary key, p int %s references p%s, n int, tag int not null)"
                            .formatted(
                                    action.contains("null") || chance(2) ? "" : "not null",
                                    action));
            if (chance(2)) {
                setup.add("create unique index on c (p, n)");
            }
        }
        if (keyless) {
            setup.add("create table k (a %s, b int)".formatted(kind.type()));
        }
        for (int i = 1; i <= 6; i++) {
            setup.add(
                    "insert into p values (%d, 'u%d', %s, %d, %d)"
                            .formatted(i, i, value(), i, ++tags));
            if (children) {
                setup.add(child(number(i)));
            }
            if (keyless) {
                setup.add("insert into k values (%s, %d)".formatted(value(), random.nextInt(2)));
            }
        }
        return setup;
    }

    /// What a migration writes: statements that succeed, one after the other.
    List<String> migration(Connection connection, boolean anything) throws SQLException {
        connection.setAutoCommit(false);
        List<String> done = new ArrayList<>();
        int wanted = 1 + random.nextInt(5);
        for (int i = 0; i < wanted; i++) {
            String sql = statement(true, anything);
            Savepoint savepoint = connection.setSavepoint();
            try {
                Sql.execute(connection, sql);
                done.add(sql);
            } catch (SQLException e) {
                connection.rollback(savepoint);
            }
        }
        connection.rollback();
        connection.setAutoCommit(true);
        return done;
    }

    /// What is written later, as far as it succeeds.
    List<String> later(Connection connection) throws SQLException {
        List<String> done = new ArrayList<>();
        int wanted = 1 + random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            String sql = statement(false, false);
            try {
                Sql.execute(connection, sql);
                done.add(sql);
            } catch (SQLException e) {
                done.add("-- " + sql);
            }
        }
        return done;
    }

    /// The rows of a table by their tags.
    static Map<String, Map<String, String>> rows(Connection connection, String table)
            throws SQLException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        Sql.list(
                connection,
                "select * from %s order by tag".formatted(table),
                row -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.put(
                                row.getMetaData().getColumnName(i),
                                String.valueOf(row.getString(i)));
                    }
                    return rows.put(row.getString("tag"), values);
                });
        return rows;
    }

    private String statement(boolean migrates, boolean anything) {
        int what = random.nextInt(10);
        if (keyless && what < 3) {
            return switch (random.nextInt(3)) {
                case 0 -> "insert into k values (%s, %d)".formatted(value(), random.nextInt(2));
                case 1 ->
                        "update k set b = %d where b = %d"
                                .formatted(random.nextInt(3), random.nextInt(3));
                default -> "delete from k where b = %d".formatted(random.nextInt(3));
            };
        }
        if (children && what < 6) {
            return switch (random.nextInt(5)) {
                case 0 -> child(number(1 + random.nextInt(6)));
                case 1 ->
                        "update c set p = %d where %s".formatted(1 + random.nextInt(6), some("n"));
                case 2 -> "update c set n = n + 1 where " + some("p");
                case 3 -> "update c set n = %d where %s".formatted(random.nextInt(4), some("tag"));
                default -> "delete from c where " + some("n");
            };
        }
        return switch (random.nextInt(migrates ? 8 : 6)) {
            case 0 -> {
                int id = migrates && !anything ? fresh++ : 1 + random.nextInt(9);
                yield "insert into p values (%d, %s, %s, %d, %d)"
                        .formatted(id, unique(), value(), random.nextInt(4), ++tags);
            }
            case 1 -> "update p set a = %s where %s".formatted(value(), some("id"));
            case 2 -> "update p set b = b + 1, a = %s where %s".formatted(value(), some("b"));
            case 3 -> "update p set u = %s where %s".formatted(unique(), some("id"));
            case 4 -> "delete from p where " + some("id");
            case 5 -> "update p set u = u || 'x' where " + some("b");
            case 6 -> "update p set id = id + %d where %s".formatted(fresh += 10, some("id"));
            default ->
                    anything
                            ? "update p set id = id + 1 where id = (select max(id) from p)"
                            : "update p set b = null where " + some("id");
        };
    }

    private String child(String parent) {
        return "insert into c (p, n, tag) values (%s, %d, %d)"
                .formatted(parent, random.nextInt(5), ++tags);
    }

    private static String number(int number) {
        return Integer.toString(number);
    }

    private String some(String column) {
        return switch (random.nextInt(4)) {
            case 0 -> "%s > %d".formatted(column, random.nextInt(6));
            case 1 -> "%s %% 2 = %d".formatted(column, random.nextInt(2));
            default -> "%s in (%d, %d)".formatted(column, random.nextInt(7), random.nextInt(7));
        };
    }

    private String unique() {
        return random.nextInt(6) == 0 ? "null" : "'u%d'".formatted(random.nextInt(9));
    }

    private String value() {
        return pick(kind.values());
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
