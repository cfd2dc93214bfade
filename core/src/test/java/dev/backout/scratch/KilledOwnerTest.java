package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Real processes, really killed.
@Timeout(60)
class KilledOwnerTest {
    private Path place;

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createTempDirectory(ScratchPlaces.standard().run(), "killed-owner-");
    }

    @AfterEach
    void removePlace() throws IOException {
        FileTrees.delete(place);
    }

    @Test
    void theServerEndsWithItsOwner() throws IOException, InterruptedException {
        Process owner = owner();
        ProcessHandle server = server();

        owner.destroyForcibly().waitFor();

        server.onExit().join();
        while (!left().isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatEvenTheShellCouldNotCleanIsSwept() throws IOException, InterruptedException {
        Process owner = owner();
        ProcessHandle server = server();
        List<ProcessHandle> shells = owner.descendants().filter(this::shell).toList();
        assertThat(shells).hasSize(1);

        shells.getFirst().destroyForcibly();
        owner.destroyForcibly().waitFor();
        shells.getFirst().onExit().join();
        assertThat(server.isAlive()).isTrue();
        assertThat(Sweeper.sweep(List.of(place))).hasSize(1);

        server.onExit().join();
        assertThat(left()).isEmpty();
    }

    @Test
    void aLivingOwnersServerStays() throws IOException, InterruptedException {
        Process owner = owner();

        assertThat(Sweeper.sweep(List.of(place))).isEmpty();
        assertThat(server().isAlive()).isTrue();

        owner.destroyForcibly().waitFor();
        while (!left().isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Test
    void ourOwnServersStay() throws IOException {
        ScratchPlaces standard = ScratchPlaces.standard();
        ScratchPlaces here =
                new ScratchPlaces(standard.archives(), standard.cache(), List.of(place));
        try (ScratchServer first = new ScratchServers(here).start(new ScratchRequest.Embedded(18));
                ScratchServer second =
                        new ScratchServers(here).start(new ScratchRequest.Embedded(18))) {
            assertThat(left()).hasSize(2);
            Servers.must(first.create().run("SELECT 1"));
            Servers.must(second.create().run("SELECT 1"));
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatIsNotOursIsNotTouched() throws IOException {
        Path other = Files.createDirectory(place.resolve("backout-scratch-made-this-moment"));
        Path link = place.resolve("backout-scratch-link");
        Files.createSymbolicLink(link, Files.createDirectory(place.resolve("elsewhere")));

        assertThat(Sweeper.sweep(List.of(place, place.resolve("missing")))).isEmpty();
        assertThat(other).exists();
        assertThat(link).exists();
    }

    /// The shell of an owner that was killed still packs what is kept.
    @Test
    void whatIsBeingPackedStaysForAWhile() throws IOException {
        Path packing = Files.createDirectory(place.resolve("backout-scratch-packing"));
        Files.writeString(packing.resolve("owner"), "1 " + Instant.EPOCH + "\n");
        Path keep = Files.writeString(packing.resolve(ServerProcess.KEEP), "/nowhere");

        assertThat(Sweeper.sweep(List.of(place))).isEmpty();

        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(keep, FileTime.from(hourAgo));
        assertThat(Sweeper.sweep(List.of(place))).containsExactly(packing);
        assertThat(packing).doesNotExist();
    }

    private Process owner() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dbackout.postgres=" + System.getProperty("backout.postgres"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledOwner.class.getName(),
                                place.toString(),
                                "18")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("scratch_1");
        return process;
    }

    private ProcessHandle server() throws IOException {
        Path pidFile = left().getFirst().resolve("data/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private boolean shell(ProcessHandle process) {
        return process.info().command().orElse("").matches(".*/(sh|dash|bash|busybox)");
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }
}
