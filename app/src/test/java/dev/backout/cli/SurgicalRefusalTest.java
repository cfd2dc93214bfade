package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Backups that are not the one: each is refused in one sentence, with what to do next.
class SurgicalRefusalTest extends SurgicalScene {
    @Test
    void whatIsNoBackupFromJustBefore() throws Exception {
        Path early = dump("early.dump", "-Fc");
        desk.deploy("2_note", "ALTER TABLE users ADD COLUMN note text;");
        Path without =
                dump("without.dump", "-Fc", "--exclude-table=users", "--exclude-table=orders");
        Path rowless = dump("rowless.dump", "-Fc", "--exclude-table-data=users");
        Path schema = dump("schema.dump", "-Fc", "--schema-only");
        Path plain = dump("schema.sql", "--schema-only");
        desk.deploy("3_bad", "ALTER TABLE users DROP COLUMN email;");
        Path late = dump("late.dump", "-Fc");

        refused(late, "was taken after 3_bad was applied: what that destroyed is not in it");
        refused(early, "is older than 2_note, which was applied before 3_bad");
        refused(without, "has no table public.users");
        refused(rowless, "does not hold the rows of public.users");
        refused(schema, "it was dumped with --schema-only");
        refused(plain, "it was dumped with --schema-only");
        assertThat(desk.type("plan", "--from-backup", desk.url()).is(ExitCode.USAGE).err())
                .contains("is the live database itself");
        assertThat(desk.value("SELECT to_regnamespace('backout')")).isNull();
    }

    @Test
    void whatIsNoDumpOrADamagedOne() throws Exception {
        Path whole = dump("whole.dump", "-Fc");
        Path sql = dump("whole.sql");
        Path cut = cut(whole, "cut.dump");
        Path cutSql = cut(sql, "cut.sql");
        Path letter = Files.writeString(backups.resolve("letter.txt"), "Dear Sir or Madam");
        desk.deploy("2_bad", "DROP TABLE orders; TRUNCATE events;");

        refused(cut, "end of file");
        refused(cutSql, "is damaged: it is cut short");
        refused(letter, "is no dump that pg_restore");
        refused(backups, "is a folder, and none that pg_dump wrote");
        assertThat(desk.type("plan", "--from-backup", "nowhere").is(ExitCode.USAGE).err())
                .contains("there is no backup nowhere");
    }

    @Test
    void aBackupOfAnotherDatabase() throws Exception {
        Desk other = Desk.open(server, Files.createDirectories(folder.resolve("other")));
        other.deploy("1_first", FIRST);
        other.execute("UPDATE _prisma_migrations SET id = 'another'");
        Path theirs = dump(other, "theirs.dump", "-Fc");
        desk.deploy("2_bad", "DROP TABLE orders;");
        refused(theirs, "is of another database: none of the 1 rows of its history is in this one");
    }

    @Test
    void aRunInsistsOnTheBackupOfItsPlan() throws Exception {
        Path taken = dump("taken.dump", "-Fc");
        desk.deploy("2_bad", "DROP TABLE orders;");
        desk.type("plan", "--from-backup", taken.toString()).is(ExitCode.DONE);
        desk.execute("UPDATE users SET score = 3");
        Files.copy(taken, backups.resolve("kept.dump"));
        Path other = dump("taken.dump", "-Fc");

        Desk.Answer refused = desk.type("run", "--yes", "--backup", "none:x").is(ExitCode.NO);
        assertThat(refused.err())
                .contains("taken.dump is not the backup of this plan: it is sha256:")
                .contains("nothing was loaded; name the plan's backup with --from-backup");
        assertThat(Files.exists(other)).isTrue();
        assertThat(desk.value("SELECT count(*) FROM backout.capture")).isEqualTo("0");
        desk.type("run", "--yes", "--from-backup", backups.resolve("kept.dump").toString())
                .is(ExitCode.DONE);
        assertThat(desk.value("SELECT count(*) FROM orders")).isEqualTo("12");
    }

    @Test
    void withoutABackupThePlanNamesThoseThatAreThere() throws Exception {
        Path nightly = dump("nightly.dump", "-Fc");
        desk.write(
                "backout.yaml", "backup: {nightly: %s, pgDump: %s}\n".formatted(nightly, pgDump));
        desk.deploy("2_bad", "DROP TABLE orders;");
        assertThat(desk.type("plan").is(ExitCode.DONE).out())
                .contains("LOST:       table public.orders: an unknown number of rows were lost")
                .contains("backout plan 2_bad --from-backup " + nightly)
                .contains("a full restore loses everything written since ");
    }

    private void refused(Path backup, String why) {
        Desk.Answer answer = desk.type("plan", "--from-backup", backup.toString()).is(ExitCode.NO);
        assertThat(answer.err())
                .startsWith("backup-invalid: ")
                .contains(why, "  hint: nothing was");
    }

    private Path cut(Path whole, String name) throws Exception {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(backups.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
    }
}
