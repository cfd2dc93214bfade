package dev.backout.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.run.OutsideWork.Undone;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// Gates that ask the database, and that write to it.
class DatabaseGateTest {
    private static final JudgeServer SERVER = JudgeServer.shared(18);
    private static final String INSERT =
            "insert into orders values (-1, current_setting('backout.run'))";
    private static final String COUNT = "select count(*) from orders where id = -1";
    private static final String CLEANUP = "delete from orders where id < 0";

    @TempDir Path folder;
    private String database = "";
    private GateScene scene;

    @BeforeEach
    void open() throws SQLException {
        database = SERVER.createDatabase();
        scene = new GateScene(folder, SERVER.plainUrl(database), Map.of("PATH", "/usr/bin:/bin"));
        execute("create table orders (id int primary key, note text)");
    }

    @AfterEach
    void drop() throws SQLException {
        SERVER.dropDatabase(database);
    }

    @Test
    void aQueryIsAskedUntilItsAnswerIsRight() throws InterruptedException {
        Thread later =
                Thread.startVirtualThread(() -> {
                    while (scene.progress.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    execute("insert into orders values (-1, 'x')");
                });
        assertThat(scene.perform(sql(COUNT, "1", 5_000)))
                .isEqualTo("the answer is as it has to be");
        later.join();
        assertThat(scene.progress).contains("expected 1, found 0");
    }

    @Test
    void aWrongAnswerFailsAndNoValueOfARowIsTold() {
        execute("insert into orders values (7, 'ann@example.com')");
        refused(sql("select count(*) from orders", "2", 50), "expected 2, found 1");
        refused(sql("select note from orders", "bob", 50), "expected bob, found something else");
        refused(sql("select nothing", "1", 50), "it failed: column \"nothing\" does not exist");
        refused(sql("select note::int from orders", "1", 50), "(?!.*ann@example.com)it failed");
    }

    @Test
    void aServerThatIsGoneLeavesItToAPerson() {
        GateScene gone = GateScene.withoutDatabase(folder);
        assertThatThrownBy(() -> gone.perform(sql("select 1", "1", 50)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE));
    }

    @Test
    void aWriteIsSeenAndTakenAway() throws SQLException {
        assertThat(scene.perform(write(INSERT, COUNT, "1", CLEANUP)))
                .isEqualTo("the answer is as it has to be");
        assertThat(value("select count(*) from orders")).isEqualTo("0");
    }

    @Test
    void anEffectThatArrivesLaterIsWaitedFor() throws SQLException, InterruptedException {
        execute("create table shipped (id int, run text)");
        Thread etl =
                Thread.startVirtualThread(() -> {
                    while (scene.progress.size() < 2) {
                        Thread.onSpinWait();
                    }
                    execute("insert into shipped select id, note from orders");
                });
        Gate gate =
                write(
                        INSERT,
                        "select run from shipped where id = -1",
                        GateScene.RUN,
                        CLEANUP + "; delete from shipped where id < 0");
        assertThat(scene.perform(gate)).isEqualTo("the answer is as it has to be");
        etl.join();
        assertThat(value("select (select count(*) from orders) + (select count(*) from shipped)"))
                .isEqualTo("0");
    }

    @Test
    void itIsCleanedUpAlsoWhenItFails() throws SQLException {
        refused(write(INSERT, COUNT, "2", CLEANUP), "expected 2, found 1");
        assertThat(value("select count(*) from orders")).isEqualTo("0");
        refused(write("insert into gone values (1)", COUNT, "1", CLEANUP), "writing failed");
    }

    @Test
    void whatAnEarlierTryLeftIsTakenAwayBefore() throws SQLException {
        execute("insert into orders values (-1, 'of a try that died')");
        assertThat(scene.perform(write(INSERT, COUNT, "1", CLEANUP)))
                .isEqualTo("the answer is as it has to be");
        execute("insert into orders values (-1, 'of a try that died')");
        assertThat(
                        scene.work()
                                .undo(
                                        GateWork.step(write(INSERT, COUNT, "1", CLEANUP)),
                                        GateScene.RUN))
                .isEqualTo(new Undone(true, "what it may have written is cleaned up"));
        assertThat(value("select count(*) from orders")).isEqualTo("0");
    }

    @Test
    void aCleanUpThatFailsIsTold() throws SQLException {
        refused(
                write(
                        INSERT + "; alter table orders rename column id to key",
                        "select count(*) from orders",
                        "1",
                        CLEANUP),
                "cleaning up failed, what was written is still there: column \"id\" does not");
        execute("drop table orders");
        assertThatThrownBy(() -> scene.perform(write(INSERT, COUNT, "1", CLEANUP)))
                .hasMessageContaining("nothing was written: cleaning up failed already before");
    }

    @Test
    void itWritesWhereWritesArePaused() throws SQLException {
        execute("alter database %s set default_transaction_read_only = on".formatted(database));
        assertThat(scene.perform(write(INSERT, COUNT, "1", CLEANUP)))
                .isEqualTo("the answer is as it has to be");
    }

    @Test
    void aCommandTells() {
        assertThat(scene.perform(command("echo well", 5_000)))
                .isEqualTo("the command ended with status 0: well");
        refused(command("echo ill; exit 1", 1_000), "the command ended with status 1: ill");
        for (String script : new String[] {"no-such-program", "sleep 9"}) {
            assertThatThrownBy(() -> scene.perform(command(script, 200)))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE));
        }
    }

    private static Gate sql(String query, String expect, long timeout) {
        return new Gate.Sql("smoke", query, expect, GateScene.times(1, timeout));
    }

    private static Gate write(String action, String query, String expect, String cleanup) {
        return new Gate.Write("order", action, query, expect, cleanup, GateScene.times(1, 2_000));
    }

    private static Gate command(String script, long timeout) {
        return new Gate.Command("script", script, Map.of(), GateScene.times(1, timeout));
    }

    private void refused(Gate gate, String pattern) {
        assertThatThrownBy(() -> scene.perform(gate))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.GATE_FAILED);
                            assertThat(e.getMessage()).containsPattern(pattern);
                        });
    }

    private void execute(String sql) {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }
}
