package dev.backout.migration.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.DirectoryProblem;
import dev.backout.migration.DirectoryProblem.Kind;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DirectoryReaderTest {
    @TempDir Path directory;

    @Test
    void readsEveryDirectSubDirectoryInPrismasOrder() throws IOException {
        migration("20260102_B");
        migration("20260102_a");
        migration("with a space");
        migration("20260101-first");
        write("README.md", "not a migration");
        write("20260102_a/nested/migration.sql", "SELECT 2;");

        MigrationDirectory read = read();

        assertThat(read.migrations())
                .extracting(Migration::name)
                .containsExactly("20260101-first", "20260102_a", "20260102_B", "with a space");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void aDirectoryWithoutAScriptIsAProblemAndHidesNothing() throws IOException {
        migration("1_good");
        write("2_bad/rollback.sql", "SELECT 1;");

        MigrationDirectory read = read();

        assertThat(read.migrations()).extracting(Migration::name).containsExactly("1_good");
        DirectoryProblem problem = read.problems().getFirst();
        assertThat(problem.kind()).isEqualTo(Kind.NO_SCRIPT);
        assertThat(problem.kind().stopsTheTool()).isTrue();
        assertThat(problem.message())
                .isEqualTo("2_bad has no migration.sql; Prisma stops at it with P3015");
    }

    @Test
    void readsWhatAPersonWroteBesideIt() throws IOException {
        migration("1_down");
        write("1_down/down.sql", "SELECT 'down';");
        migration("2_both");
        write("2_both/down.sql", "SELECT 'down';");
        write("2_both/rollback.sql", "SELECT 'rollback';");
        write("2_both/waiver.yaml", "who: me");

        MigrationDirectory read = read();

        assertThat(named(read, "1_down").down())
                .satisfies(down -> assertThat(down.text()).isEqualTo("SELECT 'down';"));
        assertThat(named(read, "2_both").down())
                .satisfies(down -> assertThat(down.text()).isEqualTo("SELECT 'rollback';"));
        assertThat(named(read, "2_both").waiver())
                .satisfies(waiver -> assertThat(waiver.text()).isEqualTo("who: me"));
        assertThat(read.problems())
                .extracting(DirectoryProblem::kind)
                .containsExactly(Kind.TWO_DOWNS);
    }

    @Test
    void tellsOfEmptyAndDamagedScripts() throws IOException {
        write("1_empty/migration.sql", "\n");
        write("2_nul/migration.sql", "SELECT 1;\nSELECT '\0';");

        MigrationDirectory read = read();

        assertThat(read.migrations()).hasSize(2);
        assertThat(read.problems())
                .extracting(DirectoryProblem::message)
                .containsExactly(
                        "1_empty has an empty migration.sql",
                        directory.resolve("2_nul/migration.sql") + " holds a NUL byte in line 2");
    }

    @Test
    void passesOverLinkedDirectoriesAndFollowsLinkedFiles() throws IOException {
        migration("1_real");
        Files.createSymbolicLink(directory.resolve("2_link"), directory.resolve("1_real"));
        Files.createDirectory(directory.resolve("3_file"));
        Files.createSymbolicLink(
                directory.resolve("3_file/migration.sql"),
                directory.resolve("1_real/migration.sql"));
        Files.createDirectory(directory.resolve("4_dangling"));
        Files.createSymbolicLink(
                directory.resolve("4_dangling/migration.sql"), Path.of("nowhere.sql"));

        MigrationDirectory read = read();

        assertThat(read.migrations())
                .extracting(Migration::name)
                .containsExactly("1_real", "3_file");
        assertThat(read.problems())
                .extracting(DirectoryProblem::kind)
                .containsExactly(Kind.UNREADABLE, Kind.PASSED_OVER);
    }

    @Test
    void aScriptThatIsADirectoryIsUnreadable() throws IOException {
        Files.createDirectories(directory.resolve("1_odd/migration.sql"));
        assertThat(read().problems())
                .extracting(DirectoryProblem::message)
                .containsExactly("1_odd/migration.sql cannot be read: it is a directory");
    }

    @Test
    void refusesAnotherDatabaseSystem() throws IOException {
        migration("1_first");
        write("migration_lock.toml", "# Please do not edit\nprovider = \"mysql\"\n");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("made for mysql")
                .hasMessageContaining("migration_lock.toml; Backout knows postgresql only");
    }

    @Test
    void takesTheLockFileOfPostgresAndTellsOfABrokenOne() throws IOException {
        migration("1_first");
        write("migration_lock.toml", "# one\n# two\nprovider = \"postgresql\"");
        assertThat(read().problems()).isEmpty();
        write("migration_lock.toml", "<<<<<<< HEAD\n");
        assertThat(read().problems())
                .extracting(DirectoryProblem::kind)
                .containsExactly(Kind.LOCK_FILE);
    }

    @Test
    void anEmptyDirectoryIsAnErrorWhereMigrationsAreNeeded() {
        MigrationDirectory empty = read();
        assertThat(empty.migrations()).isEmpty();
        assertThatThrownBy(empty::required)
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATIONS_NOT_FOUND))
                .hasMessage("there is no migration in " + directory);
    }

    @Test
    void whatIsWrongWithTheOnlyFilesIsTold() {
        var problem = new DirectoryProblem("1_a", Kind.UNREADABLE, "1_a.ts throws: no luck");
        var broken = new MigrationDirectory("here", List.of(), List.of(problem));
        assertThatThrownBy(broken::required)
                .hasMessage("no migration in here can be read: 1_a.ts throws: no luck");
    }

    @Test
    void aLockFileThatCannotBeReadIsAnError() throws IOException {
        Files.createSymbolicLink(directory.resolve("migration_lock.toml"), Path.of("nowhere"));
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_INACCESSIBLE))
                .hasMessageContaining("migration_lock.toml cannot be read");
    }

    @Test
    void noDirectoryIsAnError() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> Prisma.usual().read(new MigrationSource.OnDisk(missing)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATIONS_NOT_FOUND))
                .hasMessageContaining(missing.toString());
    }

    private MigrationDirectory read() {
        return Prisma.usual().read(new MigrationSource.OnDisk(directory));
    }

    private static Migration named(MigrationDirectory read, String name) {
        Migration migration = read.named(name);
        assertThat(migration).isNotNull();
        return migration;
    }

    private void migration(String name) throws IOException {
        write(name + "/migration.sql", "SELECT 1;");
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
