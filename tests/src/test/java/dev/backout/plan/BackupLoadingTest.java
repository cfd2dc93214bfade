package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.journal.Step;
import dev.backout.records.RecordSchema;
import dev.backout.run.MemoryDiary;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What becomes of the step that loads rows of a backup when its session is lost at any call.
class BackupLoadingTest {
    private static final Step.Outside STEP = new Step.Outside("loading", "take it", List.of());
    private static final String ROWS =
            "SELECT string_agg(concat_ws(':', id, email, note), ' ' ORDER BY id) FROM users";
    private static final String THERE =
            "SELECT count(*) || ' ' || (SELECT count(*) FROM backout.set_aside) || ' '"
                    + " || (SELECT count(*) FROM pg_tables WHERE schemaname = 'backout'"
                    + " AND tablename LIKE 'kept%') FROM backout.capture";

    private Site site;
    private SiteBackup backup;
    private Plan plan;

    @BeforeEach
    void lose() throws SQLException {
        site = Site.on(18);
        site.apply(
                "1_init",
                "CREATE TABLE users (id int PRIMARY KEY, email text, note text);"
                        + " CREATE TABLE tags (id int PRIMARY KEY);");
        site.sql(
                "INSERT INTO users SELECT i, 'e' || i, 'n' FROM generate_series(1, 4) i;"
                        + " INSERT INTO tags VALUES (7)");
        backup = site.backup();
        site.apply(
                "2_bad",
                "ALTER TABLE users DROP COLUMN email; DROP TABLE tags; DELETE FROM users WHERE id ="
                        + " 4; UPDATE users SET note = 'x' WHERE id = 3;");
        plan = site.planFrom(backup);
    }

    @AfterEach
    void close() throws SQLException {
        backup.close();
        site.close();
    }

    @Test
    void nothingOfItIsThereWheneverTheSessionIsLost() throws SQLException {
        try (Connection connection = site.connect()) {
            new RecordSchema("backout").ensure(connection);
        }
        int points = 0;
        AtomicInteger left = new AtomicInteger();
        BackupLoading breaking =
                new BackupLoading(
                        backup, plan, () -> BreakingConnection.of(site.connect(), left, false));
        for (left.set(points); broke(breaking, left); left.set(++points)) {
            assertThat(site.value(THERE)).as("call " + points).isEqualTo("0 0 0");
        }
        assertThat(points).isGreaterThan(15);
        assertThat(site.value(THERE)).isEqualTo("3 2 3");

        BackupLoading whole = new BackupLoading(backup, plan, site::connect);
        assertThat(whole.probe(STEP, "run").toString()).startsWith("Happened");
        whole.perform(STEP, "run", new MemoryDiary());
        assertThat(site.value(THERE)).isEqualTo("3 2 3");
        assertThat(whole.undo(STEP, "run").undone()).isTrue();
        assertThat(site.value(THERE)).isEqualTo("0 0 0");
    }

    @Test
    void aRunGoesOnWhenTheCommitWasLost() throws SQLException {
        AtomicInteger left = new AtomicInteger(1_000);
        BackupLoading counting =
                new BackupLoading(
                        backup, plan, () -> BreakingConnection.of(site.connect(), left, true));
        try (Connection connection = site.connect()) {
            new RecordSchema("backout").ensure(connection);
        }
        counting.perform(STEP, "rehearsal", new MemoryDiary());
        int calls = 1_000 - left.get();
        new BackupLoading(backup, plan, site::connect).undo(STEP, "rehearsal");

        left.set(calls - 1);
        assertThatThrownBy(() -> site.run(plan, counting)).isInstanceOf(BackoutException.class);
        assertThat(site.value(THERE)).isEqualTo("3 2 3");
        site.run(plan, new BackupLoading(backup, plan, site::connect));

        assertThat(site.value(ROWS)).isEqualTo("1:e1:n 2:e2:n 3:e3:x");
        assertThat(site.value("SELECT id FROM tags")).isEqualTo("7");
        assertThat(
                        site.value(
                                "SELECT string_agg(event, ' ' ORDER BY line) FROM backout.journal"
                                        + " WHERE step = 1"))
                .isEqualTo("intended failed diagnosed intended done");
    }

    /// Whether the session was lost.
    private static boolean broke(BackupLoading loading, AtomicInteger left) {
        try {
            loading.perform(STEP, "run", new MemoryDiary());
        } catch (BackoutException e) {
            assertThat(left.get()).as(e.getMessage()).isNegative();
            return true;
        }
        return false;
    }
}
