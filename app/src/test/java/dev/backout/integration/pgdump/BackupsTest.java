package dev.backout.integration.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.backup.Backup;
import dev.backout.backup.BackupPlan;
import dev.backout.backup.BackupProbe;
import dev.backout.backup.BackupProgress;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.BackupWay;
import dev.backout.backup.Checksums;
import dev.backout.backup.Manifest;
import dev.backout.backup.Manifests;
import dev.backout.backup.ReferenceState;
import dev.backout.backup.TableName;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Step;
import dev.backout.run.MemoryDiary;
import dev.backout.run.OutsideWork;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Dumps of a real database by a real pg_dump.
class BackupsTest {
    private static final int MAJOR = 15;
    private static final String ID = "shop-1";
    private static final String SETUP =
            """
            CREATE TYPE mood AS ENUM ('fine', 'bad');
            CREATE TABLE users (id int PRIMARY KEY, name text, mood mood);
            CREATE TABLE "Odd ""name" (id int);
            CREATE SCHEMA "a.b";
            CREATE TABLE "a.b"."c|d" (id int);
            CREATE TABLE logs (at int) PARTITION BY RANGE (at);
            CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (100);
            CREATE VIEW names AS SELECT name FROM users;
            INSERT INTO users SELECT i, 'n' || i, 'fine' FROM generate_series(1, 500) i;
            INSERT INTO "Odd ""name" VALUES (1), (2);
            INSERT INTO "a.b"."c|d" VALUES (1);
            INSERT INTO logs VALUES (1), (2), (3);
            """;

    private static JudgeServer server;
    private static Path pgDump;

    @TempDir private Path folder;
    private String database;
    private final List<BackupProgress> progress = new ArrayList<>();

    @BeforeAll
    static void start() {
        pgDump = Programs.required(MAJOR);
        server = JudgeServer.shared(MAJOR);
    }

    @BeforeEach
    void fill() throws SQLException {
        database = server.createDatabase();
        execute(SETUP);
    }

    @AfterEach
    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    @Test
    void aDumpOfTheWholeDatabaseIsCheckedAndWrittenDown() throws IOException {
        Backup.Dump dump = take(settings(), new BackupWay.WholeDump());

        Manifest manifest = dump.manifest();
        assertThat(dump.place()).isEqualTo(backups().resolve("shop-1.dump"));
        assertThat(manifest.sha256()).isEqualTo(Checksums.of(dump.place())).hasSize(64);
        assertThat(manifest.counts())
                .containsOnly(
                        Map.entry("public.users", 500L),
                        Map.entry("public.\"Odd \"\"name\"", 2L),
                        Map.entry("\"a.b\".\"c|d\"", 1L),
                        Map.entry("public.logs_1", 3L));
        assertThat(manifest.entries()).isGreaterThan(8);
        assertThat(manifest.whole()).isTrue();
        assertThat(manifest.tool()).startsWith("pg_dump 1");
        assertThat(manifest.schema().units())
                .containsKeys("table public.users", "enum public.mood");
        assertThat(Manifests.read(backups().resolve("shop-1.json"))).isEqualTo(manifest);
        assertThat(String.join("\n", dump.lines()))
                .contains("whole database " + database, "4 tables, 506 rows", manifest.sha256());
        assertThat(names()).containsExactly("shop-1.dump", "shop-1.json");
        assertThat(rights(dump.place())).isEqualTo("rw-------");
        assertThat(rights(backups())).isEqualTo("rwx------");
        assertThat(progress).isNotEmpty();
        assertThat(progress.getLast().done()).isEqualTo(4);
        assertThat(progress.getLast().text()).startsWith("dump: 4/4 tables, ");
    }

    @Test
    void severalJobsDumpIntoAFolder() throws IOException {
        Backup.Dump dump = take(settings().withJobs(2), new BackupWay.WholeDump());
        assertThat(dump.place()).isDirectory().hasFileName("shop-1.dir");
        assertThat(dump.manifest().rows()).isEqualTo(506);
        assertThat(rights(dump.place())).isEqualTo("rwx------");
        assertThat(rights(dump.place().resolve("toc.dat"))).isEqualTo("rw-------");
        assertThat(backups(settings()).probe(ID)).isInstanceOf(BackupProbe.Complete.class);
    }

    @Test
    void aDumpOfTablesHasTheWholeSchemaAndTheirRowsAlone() {
        BackupWay way =
                new BackupWay.TablesDump(
                        List.of(
                                new TableName("public", "logs"),
                                new TableName("a.b", "c|d"),
                                new TableName("public", "Odd \"name")));
        Backup.Dump dump = take(settings(), way);
        assertThat(dump.manifest().whole()).isFalse();
        assertThat(dump.manifest().counts())
                .containsOnlyKeys("public.logs_1", "\"a.b\".\"c|d\"", "public.\"Odd \"\"name\"");
        assertThat(dump.manifest().schema().units()).containsKey("table public.users");
        DumpList list = new Restore(settings(), System.getenv()).open(dump.place()).list();
        assertThat(list.tablesWithRows()).isEqualTo(3);
    }

    @Test
    void probingTellsCompletePartialAndAbsent() throws IOException {
        Backups backups = backups(settings());
        assertThat(backups.probe(ID)).isInstanceOf(BackupProbe.Absent.class);
        Backup.Dump dump = take(settings(), new BackupWay.WholeDump());
        assertThat(backups.probe(ID)).isEqualTo(new BackupProbe.Complete(dump));

        Files.move(dump.place(), backups().resolve("shop-1.dump.abc123.partial"));
        assertThat(backups.probe(ID))
                .isInstanceOfSatisfying(
                        BackupProbe.Partial.class,
                        partial -> assertThat(partial.files()).hasSize(2));
        take(settings(), new BackupWay.WholeDump());
        assertThat(names()).containsExactly("shop-1.dump", "shop-1.json");
    }

    @Test
    void whatWasChangedAfterwardsIsNotComplete() throws IOException {
        Backup.Dump dump = take(settings(), new BackupWay.WholeDump());
        byte[] bytes = Files.readAllBytes(dump.place());
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump.place(), bytes);
        assertThat(backups(settings()).probe(ID))
                .isInstanceOfSatisfying(
                        BackupProbe.Partial.class,
                        partial -> assertThat(partial.why()).contains("not what was written"));
    }

    @Test
    void aCommandTakesASnapshotOnce() {
        Backups backups = backups(settings());
        Backup taken =
                backups.take(
                        ID,
                        new BackupWay.Snapshot("echo working; echo snap-$BACKOUT_BACKUP_ID"),
                        address(),
                        progress::add);
        assertThat(taken)
                .isInstanceOfSatisfying(
                        Backup.Snapshot.class,
                        snapshot -> assertThat(snapshot.reference()).isEqualTo("snap-shop-1"));
        assertThat(backups.probe(ID))
                .isInstanceOfSatisfying(
                        BackupProbe.Complete.class,
                        complete -> assertThat(complete.backup().id()).isEqualTo(ID));
    }

    @Test
    void aSnapshotCommandThatFailsStopsTheRun() {
        failsWith(
                ErrorCode.BACKUP_FAILED,
                "status 3: no such volume",
                () ->
                        backups(settings())
                                .take(
                                        ID,
                                        new BackupWay.Snapshot("echo no such volume >&2; exit 3"),
                                        address(),
                                        progress::add));
        assertThat(backups(settings()).probe(ID)).isInstanceOf(BackupProbe.Absent.class);
    }

    @Test
    void theStepOfARunKnowsItsWayAndItsBackup() {
        BackupWork work = new BackupWork(backups(settings()), address());
        List<TableName> tables = List.of(new TableName("a.b", "c|d"));
        Step.Outside step =
                BackupWork.step(new BackupPlan(new BackupWay.TablesDump(tables), "big", 100));
        assertThat(step.title()).isEqualTo("take a dump of \"a.b\".\"c|d\" (100 bytes of tables)");
        assertThat(work.probe(step, "R1"))
                .isInstanceOfSatisfying(
                        OutsideWork.Probe.NotHappened.class,
                        not -> assertThat(not.why()).contains("no backup " + database + "-R1"));
        List<String> lines = new ArrayList<>();
        String done = work.perform(step, "R1", new MemoryDiary(lines::add));
        assertThat(done).contains("with the rows of \"a.b\".\"c|d\", 1 table, 1 row", "SHA-256");
        assertThat(lines).last().asString().startsWith("dump: 1/1 tables");
        assertThat(work.probe(step, "R1")).isEqualTo(new OutsideWork.Probe.Happened(done));
        assertThat(work.undo(step, "R1").undone()).isFalse();
    }

    @Test
    void everyWayGoesThroughTheJournal() {
        BackupWork work = new BackupWork(backups(settings()), address());
        Instant moment = Instant.parse("2026-11-21T13:00:00Z");
        for (BackupWay way :
                List.of(
                        new BackupWay.None("hurry"),
                        new BackupWay.Reference("pitr", new ReferenceState.Unverified("no look")),
                        new BackupWay.Reference("pitr", new ReferenceState.Verified(moment)))) {
            Step.Outside step = BackupWork.step(new BackupPlan(way, "why", 0));
            Backup taken = backups(settings()).take(database + "-R", way, address(), _ -> {});
            assertThat(work.perform(step, "R", new MemoryDiary()))
                    .isEqualTo(String.join("; ", taken.lines()));
            assertThat(work.undo(step, "R").undone()).isTrue();
        }
    }

    private Backup.Dump take(BackupSettings settings, BackupWay way) {
        return (Backup.Dump) backups(settings).take(ID, way, address(), progress::add);
    }

    private Backups backups(BackupSettings settings) {
        return new Backups(settings, System.getenv());
    }

    private BackupSettings settings() {
        return BackupSettings.DEFAULT.withFolder(backups()).withPgDump(pgDump);
    }

    private Path backups() {
        return folder.resolve("backups");
    }

    private DatabaseAddress address() {
        return DatabaseAddress.parse(server.plainUrl(database), Path.of(""));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(backups())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void failsWith(ErrorCode code, String message, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
