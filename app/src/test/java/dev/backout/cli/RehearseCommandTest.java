package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.backup.BackupSettings;
import dev.backout.backup.BackupWay;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.integration.pgdump.Backups;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/// `rehearse` as it is typed, on copies that are restored from real dumps.
class RehearseCommandTest extends DumpScene {
    private static final String FIRST =
            """
            CREATE TABLE users (id int PRIMARY KEY, name text);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, note text);
            INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 100) i;
            INSERT INTO orders SELECT i, i, 'x' FROM generate_series(1, 100) i;
            ALTER TABLE orders OWNER TO "Odd Owner";
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON orders TO clerk USING (true);
            GRANT SELECT ON users TO clerk;
            GRANT UPDATE (note) ON orders TO clerk;
            """;
    private static final String BAD =
            "ALTER TABLE orders DROP COLUMN note; ALTER TABLE users RENAME name TO n;";

    @BeforeEach
    void fill() throws SQLException, IOException {
        desk.roles("clerk", "Odd Owner");
        desk.deploy("1_first", FIRST);
    }

    @Test
    void aBackupIsACopyWithItsOwnersAndPrivileges() throws SQLException, IOException {
        desk.deploy("2_bad", BAD);
        desk.type("plan").is(ExitCode.DONE);
        take("before", new BackupWay.WholeDump());
        Desk.Answer answer =
                desk.type("rehearse", "backout-plan.json", "--from-backup", "newest")
                        .is(ExitCode.DONE);
        assertThat(answer.out())
                .contains("rehearsed: on the restored backup before.dump of ")
                .contains("back out 2_bad: 1 row of the history; locked public.orders")
                .contains(": as it has to be")
                .doesNotContain("lacking:", "WRONG");
        JsonNode seen = rehearsals();
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("copy").asText()).startsWith("the restored backup before.dump");

        desk.type("run", "backout-plan.json", "--yes", "--backup", "pg_dump").is(ExitCode.DONE);
        desk.type("rehearse", "--from-backup", "newest").is(ExitCode.DONE);
        assertThat(rehearsals()).hasSize(2);
    }

    @Test
    void anotherShapeThanThePlansIsRefused() throws SQLException, IOException {
        take("early", new BackupWay.WholeDump());
        desk.deploy("2_bad", BAD);
        desk.type("plan").is(ExitCode.DONE);
        Desk.Answer answer = desk.type("rehearse", "--from-backup", "early").is(ExitCode.NO);
        assertThat(answer.err())
                .startsWith(
                        "plan-stale: the backup early.dump is not what this plan was made for: ")
                .contains("take a newer backup");
    }

    @Test
    void aGrantThatTheBackupLacksIsNoticed() throws SQLException, IOException {
        desk.deploy("2_bad", BAD);
        take("early", new BackupWay.WholeDump());
        desk.execute("REVOKE UPDATE (id) ON orders FROM clerk; GRANT INSERT ON orders TO clerk");
        desk.type("plan").is(ExitCode.DONE);
        assertThat(desk.type("rehearse", "--from-backup", "early").is(ExitCode.NO).err())
                .contains("table public.orders was changed since");
    }

    @Test
    void whatReturnsOutOfTheVaultReturnsInACopyThatHasOne() throws SQLException, IOException {
        desk.migration("2_bad", BAD);
        desk.type("deploy").is(ExitCode.DONE);
        assertThat(desk.type("plan").is(ExitCode.DONE).out())
                .contains("returns:    column public.orders.note: 100 values");
        take("whole", new BackupWay.WholeDump());
        Desk.Answer answer = desk.type("rehearse", "--from-backup", "newest").is(ExitCode.DONE);
        assertThat(answer.out()).contains(": as it has to be").doesNotContain("lacking:", "WRONG");

        Desk copy = desk.copy();
        copy.execute("DROP SCHEMA backout CASCADE");
        String[] onCopy = {"rehearse", "--on", copy.url(), "--yes"};
        Desk.Answer without = desk.type(onCopy).is(ExitCode.NO);
        assertThat(without.err())
                .contains(
                        "plan-stale: ",
                        "the vault of this database is empty, and the plan takes 1 capture out of"
                                + " it",
                        "in a copy, schema backout has to be there with its rows");
        assertThat(copy.value("SELECT count(n) FROM users")).isEqualTo("100");
        copy.drop();
    }

    @Test
    void whatIsNoCopyIsRefused() throws SQLException, IOException {
        desk.deploy("2_bad", BAD);
        desk.type("plan").is(ExitCode.DONE);
        take("some", new BackupWay.TablesDump(List.of(new TableName("public", "orders"))));
        assertThat(desk.type("rehearse", "--from-backup", "some").is(ExitCode.NO).err())
                .contains("backup-invalid: ", "the rows of some tables alone");
        assertThat(desk.type("rehearse", "--from-backup", "none").is(ExitCode.USAGE).err())
                .contains("there is no backup none");
        assertThat(desk.type("rehearse").is(ExitCode.USAGE).err())
                .contains("usage: a rehearsal needs a copy", "--on URL", "--from-backup FILE");
        assertThat(desk.type("rehearse", "--on", "x", "--from-backup", "y").err())
                .contains("two are named");
    }

    private JsonNode rehearsals() throws IOException {
        String text = Files.readString(folder.resolve("backout-plan.json"));
        return new JsonMapper().readTree(text).path("rehearsals");
    }

    private void take(String id, BackupWay way) {
        BackupSettings settings = BackupSettings.DEFAULT.withFolder(backups).withPgDump(pgDump);
        new Backups(settings, System.getenv())
                .take(id, way, DatabaseAddress.parse(desk.url(), folder), _ -> {});
    }
}
