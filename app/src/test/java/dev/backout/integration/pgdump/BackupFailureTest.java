package dev.backout.integration.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.backup.BackupFolder;
import dev.backout.backup.BackupSettings;
import dev.backout.backup.BackupWay;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// A backup that cannot be taken leaves nothing behind, and says why in one line.
class BackupFailureTest {
    private static final int MAJOR = 15;
    private static final String SECRET = "geheim77";

    private static JudgeServer server;
    private static Path pgDump;

    @TempDir private Path folder;
    private String database;

    @BeforeAll
    static void start() {
        pgDump = Programs.required(MAJOR);
        server = JudgeServer.shared(MAJOR);
    }

    @BeforeEach
    void fill() throws SQLException {
        database = server.createDatabase();
        execute(
                """
                CREATE TABLE a (id int);
                CREATE TABLE notes AS
                    SELECT md5(i::text) || md5((i * 7)::text) AS t FROM generate_series(1, 2000) i\
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        server.dropDatabase(database);
    }

    @Test
    void killedInTheMiddle() throws Exception {
        failsWhileWaiting(
                ErrorCode.BACKUP_FAILED,
                "pg_dump was killed (signal 9)",
                dump -> {
                    assertThat(dump.info().commandLine().orElse("")).doesNotContain(SECRET);
                    dump.destroyForcibly();
                });
    }

    @Test
    void theDatabaseIsDroppedMeanwhile() throws Exception {
        failsWhileWaiting(ErrorCode.BACKUP_FAILED, "terminat", _ -> server.dropDatabase(database));
    }

    @Test
    void aLockInTheWay() throws Exception {
        try (Connection other = server.connect(database);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE");
            fails(
                    waiting(Duration.ofMillis(200)),
                    ErrorCode.BACKUP_FAILED,
                    "somebody holds a lock on a table that pg_dump has to read, for longer than 0.2"
                            + " s");
        }
    }

    @Test
    void noRightToReadATable() throws SQLException {
        execute("DO $$ BEGIN CREATE ROLE weak LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        DatabaseAddress weak =
                DatabaseAddress.parse(
                        server.plainUrl(database).replace("postgres@", "weak:" + SECRET + "@"),
                        Path.of(""));
        assertThatThrownBy(() -> take(settings(pgDump), weak))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_FAILED))
                .hasMessageContaining("permission denied for table a")
                .hasMessageNotContaining(SECRET);
        assertThat(files()).isEmpty();
    }

    @Test
    void aDiskThatFills() throws IOException {
        fails(
                settings(limited("trap '' XFSZ; ulimit -f 16")),
                ErrorCode.BACKUP_FAILED,
                "took no more than ");
        fails(settings(limited("ulimit -f 16")), ErrorCode.BACKUP_FAILED, "ulimit -f");
    }

    @Test
    void aDumpWithoutRows() throws IOException {
        fails(
                settings(
                        script(
                                "[ \"$1\" = --version ] && exec %1$s --version; exec %1$s \"$@\""
                                        + " --exclude-table-data=public.notes")),
                ErrorCode.BACKUP_FAILED,
                "has no rows of public.notes, so it is no backup");
    }

    @Test
    void tooOldMissingAndNotOne() throws IOException {
        assertThatThrownBy(() -> new PgToolFinder(pgDump, Map.of()).find(99))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNAVAILABLE);
                            assertThat(e.hints().getFirst()).contains("postgresql-client-99");
                        })
                .hasMessageContaining("pg_dump is too old for PostgreSQL 99: " + pgDump);
        fails(
                settings(folder.resolve("nothing")),
                ErrorCode.BACKUP_UNAVAILABLE,
                "which is no pg_dump that runs here");
        Path alone = Files.createDirectories(folder.resolve("alone")).resolve("pg_dump");
        Files.writeString(alone, "#!/bin/sh\nexec %s \"$@\"\n".formatted(pgDump));
        executable(alone);
        fails(settings(alone), ErrorCode.BACKUP_UNAVAILABLE, "no pg_restore beside");
    }

    @Test
    void aFolderThatIsNoPlaceForBackups() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        unfit(file.resolve("x"), Map.of(), "no backup can be written to");

        Files.createDirectories(folder.resolve("project/.git"));
        Path inside = folder.resolve("project/backups");
        unfit(inside, Map.of(), "lies in the git work tree");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("project"));
        unfit(folder.resolve("link/backups"), Map.of(), "lies in the git work tree");
        unfit(
                folder.resolve("ci/out"),
                Map.of("GITHUB_WORKSPACE", folder.resolve("ci").toString()),
                "the CI job's workspace (GITHUB_WORKSPACE)");
        assertThat(inside).doesNotExist();
        new BackupFolder(inside, true, Map.of()).prepare();
        assertThat(inside).isDirectory();
    }

    @Test
    void aFolderOfOthersIsToldAndRoomIsLookedAt() throws IOException {
        Path open = Files.createDirectories(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
        BackupFolder backups = new BackupFolder(open, false, Map.of());
        assertThat(backups.prepare()).singleElement().asString().contains("is open to others");
        assertThatThrownBy(() -> backups.insistOnRoom(Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_FOLDER_UNFIT))
                .hasMessageContaining(" free, and the dump may take up to ");
    }

    private static void unfit(Path place, Map<String, String> environment, String message) {
        assertThatThrownBy(() -> new BackupFolder(place, false, environment).prepare())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_FOLDER_UNFIT))
                .hasMessageContaining(message);
    }

    private interface Accident {
        void happen(ProcessHandle dump) throws Exception;
    }

    /// Something happens while pg_dump waits behind a lock.
    private void failsWhileWaiting(ErrorCode code, String message, Accident accident)
            throws Exception {
        Connection other = server.connect(database);
        try (Statement statement = other.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE");
            var backup = CompletableFuture.runAsync(() -> take(settings(pgDump), address()));
            accident.happen(dumping());
            assertThatThrownBy(backup::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessageContaining(message)
                    .hasMessageNotContaining(SECRET);
            assertThat(files()).isEmpty();
        } finally {
            other.abort(Runnable::run);
        }
    }

    /// The pg_dump of this test, once it waits.
    private ProcessHandle dumping() throws SQLException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            if (waits()) {
                return ProcessHandle.current()
                        .descendants()
                        .filter(this::isOurDump)
                        .findFirst()
                        .orElseThrow();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no pg_dump waits for the table");
    }

    /// Not the shell that it is tied to.
    private boolean isOurDump(ProcessHandle process) {
        return !process.info().command().orElse("").matches(".*/(sh|dash|bash|busybox)")
                && process.info().commandLine().orElse("").contains(backups().toString());
    }

    private boolean waits() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT EXISTS (SELECT FROM pg_stat_activity
                                    WHERE datname = '%s' AND wait_event_type = 'Lock'
                                    AND query LIKE 'LOCK TABLE %%')
                                """
                                        .formatted(database))) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void fails(BackupSettings settings, ErrorCode code, String message) {
        assertThatThrownBy(() -> take(settings, address()))
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
        assertThat(files()).isEmpty();
    }

    private void take(BackupSettings settings, DatabaseAddress address) {
        new Backups(settings, System.getenv())
                .take("b", new BackupWay.WholeDump(), address, _ -> {});
    }

    private BackupSettings settings(Path program) {
        return BackupSettings.DEFAULT.withFolder(backups()).withPgDump(program);
    }

    private BackupSettings waiting(Duration lockTimeout) {
        BackupSettings usual = settings(pgDump);
        return new BackupSettings(
                usual.pgDump(),
                usual.folder(),
                false,
                1,
                usual.wholeUpTo(),
                lockTimeout,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /// The real pg_dump with less room for its files.
    private Path limited(String limit) throws IOException {
        return script(limit + "; exec %s \"$@\"");
    }

    private Path script(String line) throws IOException {
        Path bin = Files.createTempDirectory(folder, "bin");
        for (String name : List.of("pg_dump", "pg_restore")) {
            Path real = pgDump.resolveSibling(name);
            String text = name.equals("pg_dump") ? line : "exec %s \"$@\"";
            Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text.formatted(real) + "\n");
            executable(bin.resolve(name));
        }
        return bin.resolve("pg_dump");
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private DatabaseAddress address() {
        String url = server.plainUrl(database).replace("postgres@", "postgres:" + SECRET + "@");
        return DatabaseAddress.parse(url, Path.of(""));
    }

    private Path backups() {
        return folder.resolve("backups");
    }

    private List<Path> files() {
        if (!Files.isDirectory(backups())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups())) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
