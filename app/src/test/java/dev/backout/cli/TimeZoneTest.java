package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Values are converted in the time zone that sessions of the database have, which is neither that
/// of this process nor UTC.
class TimeZoneTest {
    private static final String ZONE = "Asia/Kolkata";
    private static final String BAD = "2_zoned";
    private static final String ZONED =
            "ALTER TABLE visits ALTER came TYPE timestamptz;"
                    + " ALTER TABLE visits ADD seen timestamptz DEFAULT '2026-01-01 00:00';";

    /// Told in UTC.
    private static final String CAME =
            "SELECT (came AT TIME ZONE 'UTC')::text || ', ' || (seen AT TIME ZONE 'UTC')::text FROM"
                    + " visits WHERE id = 1";

    private static final JudgeServer SERVER = JudgeServer.shared(18);

    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void open() throws SQLException, IOException {
        desk = Desk.open(SERVER, folder);
        desk.execute("ALTER DATABASE %s SET timezone = '%s'".formatted(desk.database(), ZONE));
        desk.deploy("1_visits", "CREATE TABLE visits (id int PRIMARY KEY, came timestamp);");
        desk.execute("INSERT INTO visits VALUES (1, '2026-06-01 12:00')");
    }

    @AfterEach
    void drop() throws SQLException {
        desk.drop();
    }

    @Test
    void aMigrationOfPrismaIsBackedOutInTheZoneThatPrismaHad() throws SQLException, IOException {
        desk.deploy(BAD, ZONED);
        assertThat(desk.value(CAME)).isEqualTo("2026-06-01 06:30:00, 2025-12-31 18:30:00");
        comesBack("a setting of the role or the database");
    }

    @Test
    void deployConvertsAsPrismaWould() throws SQLException, IOException {
        desk.migration(BAD, ZONED);
        desk.type("deploy").is(ExitCode.DONE);
        assertThat(desk.value(CAME)).isEqualTo("2026-06-01 06:30:00, 2025-12-31 18:30:00");
        comesBack("a setting of the role or the database");
    }

    @Test
    void theAddressMayNameAnotherOne() throws SQLException, IOException {
        desk.migration(BAD, ZONED);
        desk.set("DATABASE_URL", desk.url() + "?options=-c%20TimeZone%3DAmerica/New_York");
        desk.type("deploy").is(ExitCode.DONE);
        assertThat(desk.value(CAME)).isEqualTo("2026-06-01 16:00:00, 2026-01-01 05:00:00");
        comesBack("America/New_York (the options of the database URL)");
    }

    private void comesBack(String zone) throws SQLException {
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("schema    as the history says");
        assertThat(desk.type("plan", BAD).is(ExitCode.DONE).out())
                .contains("public.visits.came is converted to timestamp without time zone")
                .contains(zone);
        desk.type("run", "backout-plan.json", "--yes", "--backup", "none:nothing to lose")
                .is(ExitCode.DONE);
        assertThat(desk.value("SELECT came::text FROM visits WHERE id = 1"))
                .isEqualTo("2026-06-01 12:00:00");
    }
}
