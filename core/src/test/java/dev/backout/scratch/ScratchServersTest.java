package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class ScratchServersTest {
    @TempDir Path directory;

    @Test
    void theEmbeddedServerOfTheMajorIsChosenFirst() {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Matching(14, null))) {
            assertThat(server.major()).isEqualTo(14);
            assertThat(server.description()).matches("embedded PostgreSQL 14\\.\\d+");
            assertThat(server.superuser()).isTrue();
            assertThat(server.offer("pgcrypto")).isEqualTo(ExtensionOffer.TRUSTED);
            assertThat(server.offer("dblink")).isEqualTo(ExtensionOffer.UNTRUSTED);
            assertThat(server.offer("vector")).isEqualTo(ExtensionOffer.MISSING);
        }
        assertThat(servers.embedded()).contains(14, 18);
        assertThat(servers.newestEmbedded()).isGreaterThanOrEqualTo(18);
    }

    @Test
    void aGivenServerIsTheLastResort() {
        ScratchPlaces without = new ScratchPlaces(null, directory, List.of(directory));
        ScratchRequest.Given given = given(Servers.shared(18));

        try (ScratchServer server =
                new ScratchServers(without).start(new ScratchRequest.Matching(99, given))) {
            assertThat(server.description()).startsWith("PostgreSQL 18").contains("127.0.0.1");
            assertThat(given.toString()).doesNotContain(given.password());
        }
    }

    @Test
    void nothingFittingIsToldWithWhatWouldHelp() {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());

        for (ScratchRequest request :
                List.of(
                        new ScratchRequest.Matching(99, null),
                        new ScratchRequest.Embedded(13),
                        new ScratchRequest.LocalBinaries(directory))) {
            assertThatThrownBy(() -> servers.start(request))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SCRATCH_UNAVAILABLE);
                                assertThat(e.hints()).isNotEmpty();
                            });
        }
    }

    @Test
    void aDamagedCacheIsMadeAnew() throws IOException {
        assertThat(Servers.shared(18).major()).isEqualTo(18);
        ScratchPlaces fresh = places(Files.createDirectory(directory.resolve("cache")));
        Files.createSymbolicLink(
                fresh.cache().resolve("postgres"),
                ScratchPlaces.standard().cache().resolve("postgres"));
        assertThat(major(fresh)).isEqualTo(18);
        try (var files = Files.walk(directory.resolve("cache"))) {
            for (Path file : files.filter(path -> path.endsWith("pg_control")).toList()) {
                Files.delete(file);
            }
        }

        assertThat(major(fresh)).isEqualTo(18);
    }

    @Test
    void theCacheIsWhereTheEnvironmentSays() {
        Path home = Path.of("/nowhere/x");

        assertThat(ScratchPlaces.cache(Map.of(), home)).hasToString("/nowhere/x/.cache/backout");
        assertThat(ScratchPlaces.cache(Map.of("XDG_CACHE_HOME", "/c"), home))
                .hasToString("/c/backout");
        assertThat(ScratchPlaces.cache(Map.of("BACKOUT_CACHE", "/b"), home)).hasToString("/b");
    }

    @Test
    void aCopyIsEqualAndApart() throws SQLException {
        try (ScratchDatabase original = Servers.shared(18).create()) {
            Servers.must(original.run("CREATE TABLE t (a int); INSERT INTO t VALUES (1)"));
            try (ScratchDatabase copy = Servers.shared(18).copyOf(original)) {
                Servers.must(copy.run("INSERT INTO t VALUES (2); CREATE TABLE u ()"));

                assertThat(copy.role()).isEqualTo(original.role());
                assertThat(Servers.value(copy.session(), "SELECT count(*) FROM t")).isEqualTo("2");
                assertThat(Servers.value(original.session(), "SELECT count(*) FROM t"))
                        .isEqualTo("1");
            }
        }
    }

    static ScratchRequest.Given given(ScratchServer server) {
        try (ScratchDatabase any = server.create()) {
            String url = any.admin().getMetaData().getURL().replaceFirst("\\?.*$", "");
            return new ScratchRequest.Given(
                    url.replace(any.name(), "postgres"),
                    DataTemplate.SUPERUSER,
                    server.administrator().password());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int major(ScratchPlaces places) {
        try (ScratchServer server =
                new ScratchServers(places).start(new ScratchRequest.Embedded(18))) {
            Servers.must(server.create().run("SELECT 1"));
            return server.major();
        }
    }

    private ScratchPlaces places(Path cache) {
        ScratchPlaces standard = ScratchPlaces.standard();
        return new ScratchPlaces(standard.archives(), cache, List.of(directory));
    }
}
