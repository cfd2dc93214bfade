package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.nodepgmigrate.NodePgCli;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.process.ProgramResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Migrations of every form, with and without a transaction and a down, backed out one by one and
/// two at a time: the tool's own command line does what it does where they were never applied.
@Order(1)
class NodePgScriptTest extends DeskScene {
    private final NodePgCli cli = NodePgCli.required();
    private final PgDump dumps = PgDumps.required(15);

    NodePgScriptTest() {
        super(15);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.nodePg(server, folder);
    }

    @BeforeEach
    void write() throws IOException {
        cli.into(folder);
        desk.write("migrations/100_base.sql", "CREATE TABLE base (id int PRIMARY KEY);");
    }

    /// What a state of the history is to the tool: what is applied, what it would run next, and
    /// what its own way back would be.
    private record State(@Nullable String names, String next, String back, String schema) {}

    @Test
    void everyCellGoesOnAsIfItsOwnDownHadSucceeded() throws SQLException, IOException {
        int cells = cells();
        Desk theirs = desk.copy();
        List<State> states = new ArrayList<>();
        for (int i = 0; i <= cells; i++) {
            assertThat(cli(theirs, "up", "1").exit()).isZero();
            states.add(state(theirs));
        }
        assertThat(cli(desk, "up").exit()).isZero();
        assertThat(state(desk)).isEqualTo(states.getLast());
        Desk pairs = desk.copy();
        for (int i = cells - 1; i >= 0; i--) {
            backOut(desk, "--last", "1");
            assertThat(state(desk)).isEqualTo(states.get(i));
        }
        for (int i = cells - 2; i >= 0; i -= 2) {
            backOut(pairs, "--last", "2");
            assertThat(state(pairs)).isEqualTo(states.get(i));
        }
        assertThat(cli(desk, "up").exit()).isZero();
        assertThat(state(desk)).isEqualTo(states.getLast());
        assertThat(cli(pairs, "up", "3").exit()).isZero();
        assertThat(state(pairs)).isEqualTo(states.get(3));
        pairs.drop();
        theirs.drop();
    }

    @Test
    void itsOwnDownAndRedoGoOnAfterARun() throws SQLException, IOException {
        desk.write(
                "migrations/101_a.js", "exports.up = (pgm) => pgm.addColumn('base', {a: 'int'});");
        desk.write("migrations/102_b.ts", "export const up = (pgm: any) => pgm.sql('select 1');");
        assertThat(cli(desk, "up").exit()).isZero();
        backOut(desk, "--last", "1");
        assertThat(cli(desk, "redo").exit()).isZero();
        assertThat(state(desk).names()).isEqualTo("100_base,101_a,102_b");
        backOut(desk, "--to", "101_a");
        assertThat(cli(desk, "down").exit()).isZero();
        assertThat(state(desk).names()).isEqualTo("100_base");
    }

    @Test
    void whatStoppedHalfWayIsFoundAndUndone() throws SQLException, IOException {
        desk.write(
                "migrations/101_half.js",
                """
                exports.up = (pgm) => {
                    pgm.noTransaction();
                    pgm.createTable('made', { id: 'int' });
                    pgm.createIndex('base', 'name', { unique: true, concurrently: true });
                };
                """);
        desk.write("migrations/100_base.sql", "CREATE TABLE base (id int, name text);");
        assertThat(cli(desk, "up", "1").exit()).isZero();
        desk.execute("INSERT INTO base VALUES (1, 'a'), (2, 'a')");
        String before = state(desk).schema();
        assertThat(desk.type("plan", "101_half").is(ExitCode.DONE).out()).contains("REVERT THE");
        assertThat(cli(desk, "up").exit()).isNotZero();
        assertThat(desk.type("status").is(ExitCode.NO).out())
                .contains("DRIFT", "a part of it is in the schema and no row tells");
        assertThat(desk.type("plan", "101_half").is(ExitCode.DONE).out())
                .contains("got to:     1 of 2 statements are in place")
                .contains("left behind, invalid: index public.base_name_unique_index")
                .contains("history:    has no row of it");
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(state(desk).schema()).isEqualTo(before);
        assertThat(state(desk).names()).isEqualTo("100_base");
        desk.execute("DELETE FROM base WHERE id = 2");
        assertThat(cli(desk, "up").exit()).isZero();
    }

    /// One migration for each, every one of them with a column and an index of its own.
    private int cells() throws IOException {
        int number = 100;
        desk.write("migrations/%d_c.sql".formatted(++number), sql(number, true));
        desk.write("migrations/%d_c.sql".formatted(++number), sql(number, false));
        for (String suffix : List.of("js", "ts")) {
            for (boolean transaction : List.of(true, false)) {
                for (String down : List.of("explicit", "inferred", "absent")) {
                    desk.write(
                            "migrations/%d_c.%s".formatted(++number, suffix),
                            script(number, suffix.equals("ts"), transaction, down));
                }
            }
        }
        return number - 100;
    }

    private static String sql(int number, boolean down) {
        String up =
                "-- Up Migration\nALTER TABLE base ADD c%1$d int;\nCREATE INDEX i%1$d ON base (c%1$d);\n"
                        .formatted(number);
        return down ? up + "-- Down Migration\nALTER TABLE base DROP c%d;\n".formatted(number) : up;
    }

    private static String script(int number, boolean typed, boolean transaction, String down) {
        String type = typed ? "(pgm: import('node-pg-migrate').MigrationBuilder)" : "(pgm)";
        String first = transaction ? "" : "pgm.noTransaction(); ";
        String index =
                "pgm.createIndex('base', 'c%1$d', { name: 'i%1$d', concurrently: %2$b });"
                        .formatted(number, !transaction);
        String up =
                "export const up = %s => { %spgm.addColumn('base', { c%d: 'int' }); %s };\n"
                        .formatted(type, first, number, index);
        return switch (down) {
            case "explicit" ->
                    up
                            + "export const down = %s => { %spgm.dropColumn('base', 'c%d'); };\n"
                                    .formatted(type, first, number);
            case "inferred" -> up;
            default -> up + "export const down = false;\n";
        };
    }

    private void backOut(Desk where, String... choice) {
        where.type("plan", choice[0], choice[1], "--strategy", "inverse").is(ExitCode.DONE);
        where.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
    }

    private State state(Desk where) throws SQLException {
        String names =
                where.value("SELECT string_agg(name, ',' ORDER BY run_on, id) FROM pgmigrations");
        return new State(names, steps(cli(where, "up", "--dry-run")), back(where), schema(where));
    }

    private String back(Desk where) {
        ProgramResult down = cli(where, "down", "--dry-run");
        return down.exit() + steps(down) + down.errors().lines().findFirst().orElse("");
    }

    private static String steps(ProgramResult said) {
        return said.output()
                .lines()
                .filter(line -> line.startsWith("> ") || line.startsWith("No migrations"))
                .reduce("", (a, b) -> a + b + "\n");
    }

    /// Without our records and the history itself.
    private String schema(Desk where) {
        return dumps.schema(where.url()).withoutColumnOrder().entries().entrySet().stream()
                .filter(one -> !one.getKey().toString().contains("backout"))
                .filter(one -> !one.getValue().contains("pgmigrations"))
                .map(one -> one.getKey() + "\n" + one.getValue() + "\n")
                .reduce("", String::concat);
    }

    private ProgramResult cli(Desk where, String... arguments) {
        return cli.run(folder, where.url(), arguments);
    }
}
