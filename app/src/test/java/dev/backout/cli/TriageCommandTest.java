package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.ExitCode;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.StreamSupport;

/// `triage` beside a busy database, on a server that keeps statistics of queries.
class TriageCommandTest extends DeskScene {
    private static final String VALUE = "topsecret";
    private static final JudgeServer STATISTICS =
            JudgeServer.start(
                    Majors.newest().getFirst(),
                    Map.of("shared_preload_libraries", "pg_stat_statements"));

    TriageCommandTest() {
        super(STATISTICS);
    }

    @AfterAll
    static void stop() {
        STATISTICS.close();
    }

    @BeforeEach
    void deployTwo() throws SQLException, IOException {
        desk.with("XDG_STATE_HOME", folder.resolve("state").toString());
        desk.write("backout.yaml", "owners: {public.users: {team: accounts, contact: '#oncall'}}");
        desk.migration(
                "1_init",
                "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE orders (id"
                        + " int)");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
        desk.execute(
                "INSERT INTO users SELECT i, 'a' || i FROM generate_series(1, 500) i; ANALYZE");
        desk.migration("2_drop_email", "ALTER TABLE users DROP COLUMN email");
        desk.type("deploy", "--no-proof").is(ExitCode.DONE);
    }

    @Test
    void tellsWhatWasDoneWhatItTouchesAndWhatIsReady() throws SQLException {
        Desk.Answer said = desk.type("triage").is(ExitCode.DONE);
        assertThat(said.out())
                .contains("SUSPECT:   2_drop_email: the last that was applied, ")
                .contains("kept in the vault: 500 values of public.users.email")
                .contains("before it: 1_init: applied, ")
                .contains("tables:    public.users: about 500 rows, ", "accounts, #oncall")
                .contains(
                        "[ ] a backup: none is known", "[ ] a plan: there is no backout-plan.json")
                .contains("[x] approvals: nobody is asked here")
                .contains("[ ] messages: nobody is told of a run here")
                .contains("[x] owners: public.users: accounts, #oncall")
                .contains("NOT READ:  query statistics (pg_stat_statements): the extension is not")
                .endsWith("next:      backout plan 2_drop_email\n")
                .doesNotContain("public.orders");

        assertThat(desk.type("plan").is(ExitCode.DONE).out())
                .contains("owners:     public.users: accounts, #oncall");
        assertThat(desk.type("triage").is(ExitCode.DONE).out())
                .contains("[x] a proved way back: proved when the plan was made")
                .contains("[x] nothing lost: the plan loses nothing")
                .contains("[x] a plan: backout-plan.json, hash ")
                .endsWith("next:      backout run backout-plan.json\n");
    }

    @Test
    void namesWhoIsInWhoseWayAndWhatIsSlowWithoutValues() throws Exception {
        desk.execute("CREATE EXTENSION pg_stat_statements");
        desk.execute("SELECT count(*) FROM users WHERE id = 4711 AND 'x' <> '%s'".formatted(VALUE));
        desk.execute("DO $$ BEGIN PERFORM '%s'; END $$".formatted(VALUE));
        try (Connection holder = STATISTICS.connect(desk.database());
                Statement locking = holder.createStatement()) {
            holder.setAutoCommit(false);
            locking.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            Thread waiting = waiting();
            Desk.Answer text = desk.type("triage").is(ExitCode.DONE);
            Desk.Answer markdown = desk.type("triage", "--format", "markdown").is(ExitCode.DONE);
            JsonNode json =
                    new JsonMapper()
                            .readTree(desk.type("triage", "--json").is(ExitCode.DONE).out());
            holder.rollback();
            waiting.join();

            assertThat(text.out())
                    .contains("1 of them waiting for a lock")
                    .containsPattern("waits for public.users behind pid \\d+; select id from users")
                    .contains("[ ] nobody in the way: 0 with an old transaction, 1 waiting")
                    .containsPattern("queries: +[\\d.,]+ ms on average, [\\d,]+ calls?: ");
            assertThat(markdown.out())
                    .startsWith("## Triage of `")
                    .contains("### Checklist", "- [ ] nobody in the way", "waits for public.users")
                    .endsWith("Next: `backout plan 2_drop_email`\n");
            assertThat(text.out() + markdown.out() + json).doesNotContain(VALUE, "4711", "31337");
            assertThat(json.get("suspects").get(0).get("migration").asText())
                    .isEqualTo("2_drop_email");
            assertThat(json.get("notRead")).isEmpty();
            assertThat(StreamSupport.stream(json.get("sessions").spliterator(), false))
                    .anySatisfy(one ->
                            assertThat(one.get("waitsFor").asText()).isEqualTo("public.users"));
            assertThat(StreamSupport.stream(json.get("queries").spliterator(), false))
                    .anySatisfy(one -> assertThat(one.get("query").asText()).contains("users"));
        }
    }

    @Test
    void whatARoleMayNotSeeIsSaid() throws SQLException {
        desk.execute("CREATE EXTENSION pg_stat_statements; CREATE ROLE looker LOGIN");
        desk.execute("GRANT SELECT ON _prisma_migrations TO looker");
        try (Connection other = STATISTICS.connect(desk.database());
                Statement reading = other.createStatement()) {
            other.setAutoCommit(false);
            reading.execute("SELECT '%s'".formatted(VALUE));
            Desk.Answer said =
                    desk.type("triage", "--url", desk.url().replace("postgres@", "looker@"))
                            .is(ExitCode.DONE);
            assertThat(said.out())
                    .contains("SUSPECT:   2_drop_email")
                    .contains("what 1 of other roles do is not visible (GRANT pg_monitor)")
                    .contains("query statistics (pg_stat_statements): those of other roles")
                    .contains("NOT READ:  ", "the vault: ")
                    .doesNotContain(VALUE);
        } finally {
            desk.execute("DROP OWNED BY looker; DROP ROLE looker");
        }
    }

    @Test
    void whatCannotBeReadInTimeIsSaidAndTheRestIsThere() throws SQLException {
        try (Connection holder = STATISTICS.connect(desk.database());
                Statement locking = holder.createStatement()) {
            holder.setAutoCommit(false);
            locking.execute("LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE");
            Desk.Answer said = desk.type("triage").is(ExitCode.DONE);
            assertThat(said.out())
                    .contains("NOT READ:  the history: ")
                    .contains("sessions:  1 session at work", "checklist:")
                    .endsWith("next:      backout status\n");
        }
    }

    @Test
    void aDatabaseThatIsGoneLeavesTheChecklist() {
        Desk.Answer said =
                desk.type("triage", "--url", "postgresql://u@127.0.0.1:1/d").is(ExitCode.USAGE);
        assertThat(said.out())
                .contains("NOT READ:  the database: ")
                .contains("[?] nobody in the way: the database did not answer")
                .endsWith("next:      backout doctor\n");
    }

    @Test
    void whatFailedIsSuspectedFirstAndWhatCameAfterTheTroubleIsNot() throws SQLException {
        desk.execute(
                "UPDATE _prisma_migrations SET finished_at = now() - interval '2 days' WHERE"
                        + " migration_name = '1_init'");
        assertThat(desk.type("triage", "--at", "20h").is(ExitCode.DONE).out())
                .contains("SUSPECT:   1_init: the last that was applied before, 2 d")
                .doesNotContain("2_drop_email");
        desk.execute(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('x',"
                        + " 'x', '3_fails', 'Database error code: 42P01')");
        assertThat(desk.type("triage").is(ExitCode.DONE).out())
                .contains("SUSPECT:   3_fails: it failed, ", "before it: 2_drop_email: ")
                .endsWith("next:      backout plan 3_fails\n");
        assertThat(desk.type("triage", "--at", "noon").is(ExitCode.USAGE).err())
                .contains("--at is a time such as 03:12");
    }

    private Thread waiting() throws Exception {
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                desk.execute(
                                        "select id from users where id = 31337 or '%s' = '%s'"
                                                .formatted(VALUE, VALUE));
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        String waits = "SELECT count(*)::text FROM pg_locks WHERE NOT granted";
        while ("0".equals(desk.value(waits))) {
            Thread.sleep(20);
        }
        return thread;
    }
}
