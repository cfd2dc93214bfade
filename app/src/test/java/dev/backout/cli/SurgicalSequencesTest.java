package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// Where sequences stood comes out of a backup as well: no number is given twice.
class SurgicalSequencesTest extends SurgicalScene {
    private static final String BAD =
            """
            DROP SEQUENCE invoice, "Down s"; ALTER TABLE events DROP COLUMN n, DROP COLUMN g;
            DROP TABLE orders; TRUNCATE users RESTART IDENTITY;
            ALTER SEQUENCE tickets RESTART WITH 5;
            """;

    @BeforeEach
    void count() throws Exception {
        desk.deploy(
                "2_sequences",
                """
                CREATE SEQUENCE invoice; CREATE SEQUENCE tickets;
                CREATE SEQUENCE "Down s" INCREMENT -1;
                ALTER TABLE events ADD n serial, ADD g int GENERATED ALWAYS AS IDENTITY
                """);
        desk.execute(
                """
                SELECT setval('invoice', 1000), setval('tickets', 300), setval('"Down s"', -30),
                    setval('events_n_seq', 60), setval('events_g_seq', 70),
                    setval('orders_id_seq', 80), setval('users_id_seq', 90)
                """);
    }

    @ParameterizedTest
    @CsvSource({"before.dump, -Fc", "before.dir, -Fd", "before.sql, -Fp"})
    void goOnWhereTheyStoodInTheDump(String name, String format) throws Exception {
        String file = dump(name, format).toString();

        back(file);
    }

    @Test
    void goOnWhereTheyStoodInARestoredInstance() throws Exception {
        back(server.plainUrl(server.createDatabase(desk.database())));
    }

    @Test
    void thatAreAllThatWasLostComeBackAlone() throws Exception {
        String file = dump("before.dump", "-Fc").toString();
        desk.deploy("3_bad", "DROP SEQUENCE invoice");
        assertThat(desk.type("plan").out())
                .contains(
                        "LOST:       sequence public.invoice: 1 position of a sequence was lost"
                                + " when 3_bad");

        desk.type("plan", "--from-backup", file).is(ExitCode.DONE);
        desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE);

        assertThat(next("invoice")).isEqualTo("1001");
        assertThat(next("tickets")).isEqualTo("301");
    }

    private void back(String backup) throws Exception {
        desk.deploy("3_bad", BAD);
        desk.execute("SELECT setval('tickets', 400)");

        Desk.Answer plan = desk.type("plan", "--from-backup", backup).is(ExitCode.DONE);
        assertThat(plan.out())
                .contains("sequence public.invoice: 1 position of a sequence, from")
                .contains("loses:      nothing");
        desk.type("run", "--yes", "--backup", "none:test").is(ExitCode.DONE);

        assertThat(next("invoice")).isEqualTo("1001");
        assertThat(next("\"Down s\"")).isEqualTo("-31");
        assertThat(next("tickets")).isEqualTo("401");
        assertThat(next("events_n_seq")).isEqualTo("61");
        assertThat(next("events_g_seq")).isEqualTo("71");
        assertThat(next("orders_id_seq")).isEqualTo("81");
        assertThat(next("users_id_seq")).isEqualTo("91");
    }

    private String next(String sequence) throws SQLException {
        return String.valueOf(desk.value("SELECT nextval('%s')".formatted(sequence)));
    }
}
