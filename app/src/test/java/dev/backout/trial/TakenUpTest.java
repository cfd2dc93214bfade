package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.cli.Typed;
import dev.backout.integration.pgdump.Programs;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A run whose process was killed while an index was built, and what the next process finds then.
class TakenUpTest {
    private static final int MAJOR = 15;

    @TempDir private Path place;
    private final JudgeServer server = JudgeServer.shared(MAJOR);
    private Stand stand;

    @BeforeEach
    void build() throws SQLException, IOException {
        stand = Stand.build(server, place);
    }

    @AfterEach
    void drop() throws SQLException {
        stand.close();
    }

    /// The journal holds the plan.
    @Test
    void thePlanFileIsGone() throws SQLException, IOException, InterruptedException {
        killedInTheIndex();
        Files.delete(stand.folder().resolve("plan.json"));
        Typed typed = resume();
        assertThat(typed.exit()).as(typed.said()).isZero();
        assertThat(stand.value("SELECT state FROM backout.run")).isEqualTo("done");
    }

    /// The dump is of the time before the run, so the migration is back; our records are in no dump
    /// of that time, and stay.
    @Test
    void theDatabaseWasRestoredFromBeforeTheRun()
            throws SQLException, IOException, InterruptedException {
        Path dump = dump();
        killedInTheIndex();
        restore(dump);
        refused("says that the migration is backed out, and the schema does not");
    }

    /// The dump is of the middle of the run, and knows less than the copy of the journal.
    @Test
    void theDatabaseWasRestoredFromTheMiddleOfTheRun()
            throws SQLException, IOException, InterruptedException {
        killedInTheIndex();
        Path dump = dump();
        Typed first = resume();
        assertThat(first.exit()).as(first.said()).isZero();
        restore(dump);
        refused("the copy on this machine with line");
    }

    private void killedInTheIndex() throws SQLException, IOException {
        try (Connection other = stand.connect();
                Statement statement = other.createStatement();
                Child child = stand.child(server.port())) {
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM pg_class");
            stand.await(
                    "SELECT count(*) = 1 FROM pg_index WHERE NOT indisvalid AND indrelid ="
                            + " 'orders'::regclass");
            child.kill();
            other.rollback();
        }
        stand.await(
                """
                SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name LIKE 'backout%')\
                """);
    }

    private Typed resume() throws SQLException {
        return stand.type(
                "resume",
                stand.value("SELECT id FROM backout.run"),
                "--yes",
                "--url",
                stand.url(server.port()));
    }

    private void refused(String why) throws SQLException {
        String before = stand.value("SELECT count(*) FROM backout.journal");
        Typed typed = resume();
        assertThat(typed.exit()).as(typed.said()).isEqualTo(1);
        assertThat(typed.said()).contains("journal-invalid", why, "nothing was executed");
        assertThat(stand.value("SELECT count(*) FROM backout.journal")).isEqualTo(before);
    }

    private Path dump() throws IOException, InterruptedException {
        Path file = stand.folder().resolve("dump");
        String said =
                run(
                        "pg_dump",
                        "--format=custom",
                        "--file",
                        file.toString(),
                        stand.url(server.port()));
        assertThat(said).isEmpty();
        return file;
    }

    private void restore(Path dump) throws IOException, InterruptedException {
        String said =
                run(
                        "pg_restore",
                        "--clean",
                        "--if-exists",
                        "--dbname",
                        stand.url(server.port()),
                        dump.toString());
        // A newer pg_restore sets what an older server does not know, says so, and goes on.
        assertThat(said.lines().filter(line -> line.contains("error: ")))
                .allMatch(line -> line.contains("transaction_timeout"));
    }

    private String run(String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(Programs.required(MAJOR).resolveSibling(program).toString()));
        command.addAll(List.of(arguments));
        Path said = stand.folder().resolve("said-" + program);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        return Files.readString(said);
    }
}
