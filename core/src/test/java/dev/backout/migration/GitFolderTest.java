package dev.backout.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.prisma.Prisma;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Migrations of a commit, and what a branch adds to it.
class GitFolderTest {
    @TempDir Path repository;

    private Path migrations;

    @BeforeEach
    void commitTwoMigrations() throws Exception {
        migrations = repository.resolve("app/prisma/migrations");
        git("init", "-q", "-b", "main");
        write("package.json", "{}");
        commit("before");
        git("tag", "before");
        write("app/prisma/migrations/1_first/migration.sql", "SELECT 1;");
        write("app/prisma/migrations/2 süß/migration.sql", "SELECT '\0ü';\r\n");
        write("app/prisma/migrations/2 süß/down.sql", "");
        write("app/prisma/migrations/migration_lock.toml", "provider = \"postgresql\"");
        commit("two");
        git("tag", "two");
    }

    @Test
    void readsWhatTheDiskGives() {
        MigrationDirectory disk = onDisk();
        MigrationDirectory git = at("HEAD");

        assertThat(git.location()).isEqualTo("HEAD:app/prisma/migrations");
        assertThat(git.migrations())
                .extracting(Migration::name)
                .containsExactly("1_first", "2 süß")
                .isEqualTo(disk.migrations().stream().map(Migration::name).toList());
        assertThat(git.migrations())
                .extracting(Migration::checksum)
                .isEqualTo(disk.migrations().stream().map(Migration::checksum).toList());
        assertThat(git.migrations().getLast().down()).isNotNull();
    }

    @Test
    void readsACommitThatIsNotCheckedOutWithTheDirectoryGone() throws Exception {
        git("checkout", "-q", "before");
        assertThat(migrations).doesNotExist();
        assertThat(at("two").migrations()).hasSize(2);
    }

    @Test
    void readsTheSameFromAWorkTreeReachedThroughALink() throws Exception {
        Path link = repository.resolveSibling(repository.getFileName() + "-link");
        Files.createSymbolicLink(link, repository);
        var source = new MigrationSource.AtGitRef(link.resolve("app/prisma/migrations"), "main");
        assertThat(Prisma.usual().read(source).migrations()).hasSize(2);
        Files.delete(link);
    }

    @Test
    void namesWhatIsNewOrChangedSinceACommit() throws Exception {
        write("app/prisma/migrations/3_new/migration.sql", "SELECT 3;");
        write("app/prisma/migrations/1_first/rollback.sql", "SELECT 'back';");
        assertThat(since("two")).containsExactly("1_first", "3_new");
        assertThat(since("before")).containsExactly("1_first", "2 süß", "3_new");
    }

    @Test
    void anUnknownReferenceIsNamed() {
        assertThatThrownBy(() -> at("no-such-branch"))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.GIT_FAILED))
                .hasMessageContaining("no-such-branch");
        assertThatThrownBy(() -> at("--output=x")).isInstanceOf(BackoutException.class);
    }

    @Test
    void aCommitWithoutTheDirectoryIsNamed() {
        assertThatThrownBy(() -> at("before"))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATIONS_NOT_FOUND))
                .hasMessageContaining("before");
    }

    @Test
    void aFolderThatIsNoRepositoryIsToldInGitsWords(@TempDir Path elsewhere) {
        var source = new MigrationSource.AtGitRef(elsewhere.resolve("migrations"), "HEAD");
        assertThatThrownBy(() -> Prisma.usual().read(source))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("not a git repository");
    }

    private List<String> since(String ref) {
        var then = new MigrationSource.AtGitRef(migrations, ref);
        return NewSince.ref(Prisma.usual(), onDisk(), then).stream().map(Migration::name).toList();
    }

    private MigrationDirectory onDisk() {
        return Prisma.usual().read(new MigrationSource.OnDisk(migrations));
    }

    private MigrationDirectory at(String ref) {
        return Prisma.usual().read(new MigrationSource.AtGitRef(migrations, ref));
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", message);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(repository.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void write(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
