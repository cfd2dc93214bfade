package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// `plan --from-backup` and the run of it, as they are typed: what a migration destroyed that
/// nobody kept returns out of a dump, and what was written since stays.
class SurgicalRestoreTest extends SurgicalScene {
    private static final String BAD =
            """
            ALTER TABLE users DROP COLUMN email, ALTER COLUMN score TYPE numeric(5, 1);
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(5) USING left(note, 5);
            DROP TABLE "Big One"; TRUNCATE events;
            """;

    @ParameterizedTest
    @CsvSource({"before.dump, -Fc", "before.tar, -Ft", "before.dir, -Fd", "before.sql, -Fp"})
    void everythingIsAsBefore(String name, String format) throws Exception {
        List<String> before = rows();
        String file = dump(name, format).toString();
        desk.deploy("2_bad", BAD);

        Desk.Answer plan = desk.type("plan", "--from-backup", file).is(ExitCode.DONE);
        assertThat(plan.out())
                .contains("backup:     " + file + " of ", "sha256:")
                .contains("values written in between are not in it")
                .contains("column public.users.email: 9 values of a column that was dropped, from")
                .contains("table public.\"Big One\": 7 rows of a table that was dropped")
                .contains("table public.events: 5 rows of a table that was dropped or emptied")
                .contains(
                        "column public.orders.note: 7 values that were converted, from the backup")
                .contains("loses:      nothing");
        assertThat(desk.value("SELECT to_regnamespace('backout')")).isNull();

        Desk.Answer run = desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE);
        assertThat(run.out()).contains("take what 2_bad destroyed out of the backup of ");
        assertThat(rows()).isEqualTo(before);
        assertThat(desk.type("vault", "list").out())
                .contains("9 values of public.users.email, from the backup of ")
                .doesNotContain("set aside");
    }

    @Test
    void aRestoredInstanceIsReadStraight() throws Exception {
        List<String> before = rows();
        String copy = server.plainUrl(server.createDatabase(desk.database()));
        desk.deploy("2_bad", "DELETE FROM orders WHERE id = 12;" + BAD);

        assertThat(desk.type("plan", "--from-backup", copy).is(ExitCode.DONE).out())
                .contains("backup:     " + copy + ", ", "system:")
                .contains("when the backup was taken is not known")
                .contains(
                        "unknown:    table public.orders: 1 row is in the backup and not in the"
                                + " database, left as they are");
        desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE);

        assertThat(rows()).isNotEqualTo(before);
        assertThat(
                        desk.type("vault", "apply", "--yes", "--table", "orders")
                                .is(ExitCode.DONE)
                                .out())
                .contains("put back 1 of 1");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatWasWrittenSinceStays() throws Exception {
        dump("before.dump", "-Fc");
        desk.deploy("2_bad", BAD);
        desk.execute(
                """
                DELETE FROM orders WHERE user_id = 2; DELETE FROM users WHERE id = 2;
                INSERT INTO users (mood) VALUES ('ok'); INSERT INTO events VALUES (3, 'new');
                UPDATE orders SET note = 'later' WHERE id = 12;
                """);
        String file = backups.resolve("before.dump").toString();

        Desk.Answer stopped = desk.type("plan", "--from-backup", file).is(ExitCode.NO);
        assertThat(stopped.out())
                .contains("email: 1 row is in the database and not in the backup")
                .contains("email: 1 of its 9 values belong to rows that are gone since")
                .contains("IN THE WAY: column public.users.email: 1 row would have no value");
        String fill = "public.users.email='?' || id";
        desk.type("plan", "--from-backup", file, "--fill", fill).is(ExitCode.DONE);
        desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE);

        assertThat(desk.value("SELECT string_agg(email, ' ' ORDER BY id) FROM users"))
                .isEqualTo("u1 u3 u4 u5 u6 u7 u8 u9 ?10");
        assertThat(desk.value("SELECT string_agg(what, ' ' ORDER BY id) FROM events"))
                .isEqualTo("e1 e2 new e4 e5");
        assertThat(desk.value("SELECT note FROM orders WHERE id = 12")).isEqualTo("later");
        assertThat(
                        desk.value(
                                "SELECT string_agg(concat_ws(' ', kind, key, columns), '; ' ORDER"
                                        + " BY key) FROM backout.set_aside"))
                .isEqualTo("conflict {12} {note}; conflict {3} {id,what}");
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table :
                List.of(
                        "(SELECT id, email, mood, score FROM users)",
                        "orders",
                        "events",
                        "\"Big One\"")) {
            rows.add(
                    String.valueOf(
                            desk.value(
                                    "SELECT string_agg(t::text, ' ' ORDER BY id) FROM %s t"
                                            .formatted(table))));
        }
        return rows;
    }
}
