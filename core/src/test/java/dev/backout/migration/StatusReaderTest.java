package dev.backout.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.MigrationStatus.State;
import dev.backout.migration.prisma.Prisma;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Every line of the table of states of Prisma's history, and the odd ones.
class StatusReaderTest {
    private static final Instant THEN = Instant.parse("2026-11-04T10:00:00Z");
    private static final Migration FIRST = migration("1_first", "SELECT 1;\n");

    @Test
    void withoutARowItIsPending() {
        MigrationStatus status = only();
        assertThat(status.state()).isEqualTo(State.PENDING);
        assertThat(status.edited()).isFalse();
        assertThat(status.notes()).isEmpty();
    }

    @Test
    void finishedIsApplied() {
        assertThat(only(applied(FIRST.checksum())).state()).isEqualTo(State.APPLIED);
    }

    @Test
    void begunOnlyIsFailed() {
        assertThat(only(row(FIRST.checksum(), null, null, 0)).state()).isEqualTo(State.FAILED);
    }

    @Test
    void resolvedAsRolledBack() {
        MigrationStatus status = only(row(FIRST.checksum(), null, THEN, 0));
        assertThat(status.state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void resolvedAsAppliedIsAppliedAndSaysSo() {
        MigrationStatus status = only(row(FIRST.checksum(), THEN, null, 0));
        assertThat(status.state()).isEqualTo(State.APPLIED);
        assertThat(status.notes())
                .containsExactly("marked as applied by hand, not run by the tool");
    }

    @Test
    void failedThenAppliedIsAppliedWithTwoRows() {
        MigrationStatus status =
                only(row(FIRST.checksum(), null, THEN, 0), applied(FIRST.checksum()));
        assertThat(status.state()).isEqualTo(State.APPLIED);
        assertThat(status.notes())
                .containsExactly("2 rows in the history: rolled back, then applied");
    }

    @Test
    void anUnfinishedRowOutweighsAFinishedOne() {
        MigrationStatus status =
                only(applied(FIRST.checksum()), row(FIRST.checksum(), null, null, 0));
        assertThat(status.state()).isEqualTo(State.FAILED);
    }

    @Test
    void stoppedBetweenStepAndEnd() {
        MigrationStatus status = only(row(FIRST.checksum(), null, null, 1));
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.notes())
                .singleElement()
                .asString()
                .contains("1 finished step and no end");
    }

    @Test
    void finishedAndRolledBackCountsAsRolledBack() {
        MigrationStatus status = only(row(FIRST.checksum(), THEN, THEN, 1));
        assertThat(status.state()).isEqualTo(State.ROLLED_BACK);
        assertThat(status.notes()).singleElement().asString().contains("apply it again");
    }

    @Test
    void twiceApplied() {
        assertThat(only(applied(FIRST.checksum()), applied(FIRST.checksum())).notes())
                .contains("applied more than once, says the history");
    }

    @Test
    void editedMeansThatNoFormOfTheFileHasTheChecksum() {
        String crlf = migration("1_first", "SELECT 1;\r\n").checksum();
        assertThat(only(applied(crlf)).edited()).isFalse();
        assertThat(only(applied("0".repeat(64))).edited()).isTrue();
        assertThat(only(applied(null)).edited()).isFalse();
    }

    @Test
    void missingOnDiskStandsWhereItsNamePutsIt() {
        HistoryRow gone = new HistoryRow("id", "0_gone", "x", THEN, THEN, null, 1, null, "{}");
        List<MigrationStatus> all = read(gone, applied(FIRST.checksum()));
        assertThat(all).extracting(MigrationStatus::name).containsExactly("0_gone", "1_first");
        assertThat(all.getFirst().missingOnDisk()).isTrue();
        assertThat(all.getFirst().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void aRowWithoutAStartIsTold() {
        HistoryRow odd =
                new HistoryRow(
                        "id", FIRST.name(), FIRST.checksum(), null, THEN, null, 1, null, "{}");
        assertThat(only(odd).notes()).containsExactly("a row does not say when it was started");
    }

    private static MigrationStatus only(HistoryRow... rows) {
        return read(rows).getFirst();
    }

    private static List<MigrationStatus> read(HistoryRow... rows) {
        return new StatusReader(Prisma.usual())
                .read(
                        new History("t", true, List.of(rows), List.of()),
                        new MigrationDirectory("d", List.of(FIRST), List.of()));
    }

    private static HistoryRow applied(@Nullable String checksum) {
        return row(checksum, THEN, null, 1);
    }

    private static HistoryRow row(
            @Nullable String checksum,
            @Nullable Instant finished,
            @Nullable Instant rolledBack,
            int steps) {
        return new HistoryRow(
                "id", FIRST.name(), checksum, THEN, finished, rolledBack, steps, null, "{}");
    }

    private static Migration migration(String name, String sql) {
        return new Migration(
                name, Script.of(name, sql.getBytes(StandardCharsets.UTF_8)), null, null);
    }
}
