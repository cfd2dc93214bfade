package dev.backout.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.backup.RestoreSource.Kind;
import dev.backout.backup.RestoreSource.State;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.DatabaseIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class RestoreSourcesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path root;

    @Test
    void dumpsOfRunsGoBeforeNightlyOnesTheNewestFirst() throws IOException {
        backup("shop-1", "shop", NOON.minus(Duration.ofHours(5)));
        backup("shop-2", "shop", NOON.minus(Duration.ofHours(2)));
        backup("other-1", "other", NOON);
        nightly("mon.dump", NOON.minus(Duration.ofDays(2)));
        nightly("tue.dump", NOON.minus(Duration.ofDays(1)));
        assertThat(names(sources("nightly/*.dump").list("shop")))
                .containsExactly("shop-2.dump", "shop-1.dump", "tue.dump", "mon.dump");
        assertThat(names(sources("nightly").list(null))).startsWith("other-1.dump").hasSize(5);
        RestoreSource newest = sources("nightly").newest("shop");
        assertThat(newest).isNotNull();
        assertThat(newest.place()).hasFileName("shop-2.dump");
        assertThat(newest.kind()).isEqualTo(Kind.BEFORE_RUN);
        assertThat(newest.text()).contains("before a run", "as it was recorded");
    }

    @Test
    void whenTheFirstIsBadTheNextIsNamed() throws IOException {
        backup("shop-1", "shop", NOON.minus(Duration.ofHours(5)));
        Files.writeString(backup("shop-2", "shop", NOON), "x");
        nightly("tue.dump", NOON);
        RestoreSources sources = sources("nightly");
        RestoreSource first = sources.list("shop").getFirst();
        assertThat(first.state()).isEqualTo(new State.Bad("it has 1 bytes, and 4 were written"));
        RestoreSource next = sources.after(first, "shop");
        assertThat(next).isNotNull();
        assertThat(next.place()).hasFileName("shop-1.dump");

        Files.delete(folder().place("shop-1", Manifest.Format.CUSTOM));
        next = sources.after(first, "shop");
        assertThat(next).isNotNull();
        assertThat(next.place()).hasFileName("tue.dump");
    }

    @Test
    void manifestsThatWereEditedOrCutShortAreBad() throws IOException {
        backup("shop-1", "shop", NOON);
        Path manifest = folder().manifest("shop-1");
        String text = Files.readString(manifest);
        for (Map.Entry<String, String> wrong :
                Map.of(
                                text.replace("\"public.users\" : 3", "\"public.users\" : 4"),
                                "was edited",
                                text.substring(0, 100),
                                "is cut short",
                                text.replace("\"format\" : 1", "\"format\" : 2"),
                                "was written by a newer Backout",
                                "{}",
                                "is not a manifest")
                        .entrySet()) {
            Files.writeString(manifest, wrong.getKey());
            assertThat(sources("nightly").list(null).getFirst().text())
                    .contains("NO GOOD: ", wrong.getValue());
        }
    }

    @Test
    void whatPgRestoreDoesNotReadIsBad() throws IOException {
        nightly("a.sql.gz", NOON);
        Files.writeString(root.resolve("nightly/empty.dump"), "");
        assertThat(sources("nightly").list(null))
                .extracting(RestoreSource::usable)
                .containsExactly(false, false);
        assertThat(sources("nightly").newest(null)).isNotNull();
    }

    @Test
    void aPatternThatLeadsNowhereIsNoBackup() {
        assertThat(sources("nowhere/**/*.dump").list(null)).isEmpty();
        assertThatThrownBy(() -> RestoreSources.at(root.resolve("x.dump")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_INACCESSIBLE));
    }

    @Test
    void drillsAreRemembered() throws IOException {
        Path place = backup("shop-1", "shop", NOON);
        DrillLog log = new DrillLog(folder());
        assertThat(log.last(place)).isNull();
        log.add(root.resolve("gone.dump"), new DrillLog.Entry(NOON, "bad", false));
        log.add(place, new DrillLog.Entry(NOON, "verified", true));
        assertThat(log.last(place)).isEqualTo(new DrillLog.Entry(NOON, "verified", true));
        assertThat(log.last(root.resolve("gone.dump"))).isNull();
        assertThat(names(sources("nightly").list(null))).containsExactly("shop-1.dump");
    }

    private RestoreSources sources(String nightly) {
        return new RestoreSources(folder(), root.resolve(nightly).toString());
    }

    private BackupFolder folder() {
        return new BackupFolder(root.resolve("backups"), false, Map.of());
    }

    private Path backup(String id, String database, Instant began) throws IOException {
        folder().prepare();
        Path partial = folder().partial(id, Manifest.Format.CUSTOM);
        Files.writeString(partial, "dump");
        return folder().complete(
                        partial,
                        new Manifest(
                                id,
                                new DatabaseIdentity("1", 2, database),
                                began,
                                Duration.ofSeconds(1),
                                true,
                                "pg_dump 15",
                                15,
                                Manifest.Format.CUSTOM,
                                4,
                                8192,
                                Checksums.of(partial),
                                7,
                                new SchemaMarks(Map.of("table public.users", "ab")),
                                Map.of("public.users", 3L)));
    }

    private void nightly(String name, Instant written) throws IOException {
        Path file = Files.createDirectories(root.resolve("nightly")).resolve(name);
        Files.writeString(file, "dump");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private static List<String> names(List<RestoreSource> sources) {
        return sources.stream().map(s -> s.place().getFileName().toString()).toList();
    }
}
