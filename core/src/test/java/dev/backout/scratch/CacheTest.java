package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class CacheTest {
    @TempDir Path directory;

    @Test
    void firstRunsAtTheSameTimeWaitForEachOther() {
        AtomicInteger made = new AtomicInteger();
        Cache cache = Cache.open(directory, Rights.OWN);

        List<CompletableFuture<Path>> entries =
                IntStream.range(0, 8)
                        .mapToObj(n -> CompletableFuture.supplyAsync(() -> entry(cache, made)))
                        .toList();

        assertThat(entries).allSatisfy(e -> assertThat(e.join().resolve("file")).exists());
        assertThat(made).hasValue(1);
    }

    @Test
    void whatIsHalfMadeIsNotThere() throws IOException {
        Cache cache = Cache.open(directory, Rights.OWN);

        assertThatThrownBy(() ->
                        cache.entry(
                                "a/b",
                                partial -> {
                                    Files.createFile(partial.resolve("half"));
                                    throw new IOException("disk full");
                                }))
                .hasMessage("disk full");
        assertThat(directory.resolve("a/b")).doesNotExist();
        assertThat(entry(cache, new AtomicInteger())).isDirectoryNotContaining("glob:**/half");
    }

    @Test
    void whatIsDiscardedIsMadeAgain() throws IOException {
        AtomicInteger made = new AtomicInteger();
        Cache cache = Cache.open(directory, Rights.OWN);

        cache.discard(entry(cache, made));
        entry(cache, made);

        assertThat(made).hasValue(2);
    }

    @Test
    void anotherUserMustReachTheCache() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        Cache cache = Cache.open(closed.resolve("cache"), Rights.NOBODY);

        assertThat(cache.root())
                .isEqualTo(
                        ScratchPlaces.temporary()
                                .resolve("backout-cache-" + System.getProperty("user.name")));
    }

    private static Path entry(Cache cache, AtomicInteger made) {
        try {
            return cache.entry(
                    "a/b",
                    partial -> {
                        made.incrementAndGet();
                        Files.createFile(partial.resolve("file"));
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
