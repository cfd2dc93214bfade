package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What one server has replayed, a later one need not.
class KeptServersTest {
    private static final List<String> FILES =
            List.of("CREATE TABLE a (x int)", "CREATE TABLE b (x int)", "CREATE TABLE c (x int)");
    private static final ScratchOptions OPTIONS =
            ScratchOptions.plain().ownedBy("somebody").withRoles(List.of("reader"));
    private static final long PLENTY = 64L << 20;

    @TempDir Path directory;
    private ScratchPlaces places;

    /// The binaries are those of everybody.
    @BeforeEach
    void prepareCache() throws IOException {
        assertThat(Servers.shared(18).major()).isEqualTo(18);
        ScratchPlaces standard = ScratchPlaces.standard();
        places = standard.withCache(Files.createDirectory(directory.resolve("cache")));
        for (String shared : List.of("postgres", "data")) {
            Files.createSymbolicLink(
                    places.cache().resolve(shared), standard.cache().resolve(shared));
        }
    }

    @Test
    void aLaterServerBeginsWithTheLongestBeginningOfItsHistory() throws Exception {
        replay(2, PLENTY);

        try (ScratchServer server = start(FILES, null)) {
            ScratchServer.Begun begun = server.begin(OPTIONS, Prefixes.of(FILES));

            assertThat(begun.files()).isEqualTo(2);
            ScratchDatabase database = begun.database();
            assertThat(database.role()).isEqualTo("somebody");
            Servers.must(database.run("INSERT INTO a VALUES (1); " + FILES.get(2)));
            assertThat(Servers.value(database.session(), "SELECT count(*) FROM a, b"))
                    .isEqualTo("0");
            assertThat(server.rolesFor("somebody")).contains("reader");
            assertThat(server.begin(OPTIONS, Prefixes.of(FILES)).files()).isZero();
        }
        assertThat(kept())
                .singleElement()
                .satisfies(file -> assertThat(rights(file)).isEqualTo("rw-------"));
        assertThat(rights(places.cache().resolve("replayed"))).isEqualTo("rwx------");
    }

    @Test
    void itIsOfNoUseToAnotherHistoryNorToOneThatIsMadeOtherwise() throws Exception {
        replay(2, PLENTY);

        List<String> edited = List.of(FILES.getFirst(), "CREATE TABLE b (y int)", FILES.get(2));
        try (ScratchServer server = start(edited, null)) {
            assertThat(server.begin(OPTIONS, Prefixes.of(edited)).files()).isZero();
        }
        ScratchOptions others = OPTIONS.withRoles(List.of());
        try (ScratchServer server = start(FILES, null)) {
            assertThat(server.suits(OPTIONS)).isTrue();
            assertThat(server.suits(others)).isFalse();
        }
        try (ScratchServer server = start(FILES, others)) {
            assertThat(server.suits(others)).isTrue();
            assertThat(server.begin(others, Prefixes.of(FILES)).files()).isZero();
        }
    }

    @Test
    void whatIsCutShortIsThrownAwayAndTheHistoryReplayed() throws Exception {
        replay(1, PLENTY);
        Path file = kept().getFirst();
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));

        try (ScratchServer server = start(FILES, null)) {
            ScratchServer.Begun begun = server.begin(OPTIONS, Prefixes.of(FILES));
            assertThat(begun.files()).isZero();
            Servers.must(begun.database().run(FILES.getFirst()));
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void twoMayKeepTheSameAtOnce() throws Exception {
        try (ScratchServer one = start(FILES, null);
                ScratchServer other = start(FILES, null)) {
            keep(one, 3);
            keep(other, 3);
        }

        assertThat(kept()).hasSize(1);
        try (ScratchServer server = start(FILES, null)) {
            assertThat(server.begin(OPTIONS, Prefixes.of(FILES)).files()).isEqualTo(3);
        }
    }

    @Test
    void thereIsALimitAndNothingIsLeftHalfMade() throws Exception {
        replay(1, PLENTY);
        Path old = kept().getFirst();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path partial = Files.writeString(old.resolveSibling("killed.partial"), "half");
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        replay(3, Files.size(old) * 3 / 2);

        assertThat(kept()).hasSize(1).doesNotContain(old);
        assertThat(partial).doesNotExist();
        replay(2, 0);
        assertThat(kept()).hasSize(1);
    }

    private void replay(int files, long most) {
        try (ScratchServer server =
                new ScratchServers(places, most).start(new ScratchRequest.Embedded(18))) {
            keep(server, files);
        }
    }

    private static void keep(ScratchServer server, int files) {
        List<String> some = FILES.subList(0, files);
        ScratchDatabase database = server.create(OPTIONS);
        some.forEach(file -> Servers.must(database.run(file)));
        server.keep(database, OPTIONS, Prefixes.of(some).names().getLast());
        Servers.must(database.run("CREATE TABLE later ()"));
    }

    private ScratchServer start(List<String> files, @Nullable ScratchOptions options) {
        return new ScratchServers(places, PLENTY)
                .start(new ScratchRequest.Embedded(18), Prefixes.of(files), options);
    }

    private List<Path> kept() throws IOException {
        Path folder = places.cache().resolve("replayed");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
