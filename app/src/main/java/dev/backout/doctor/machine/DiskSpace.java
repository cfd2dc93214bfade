package dev.backout.doctor.machine;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.scratch.ScratchPlaces;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Room for scratch servers, the cache, and the plan file.
///
/// @param places where scratch servers and the cache lie
/// @param folder the current folder, where plans are written
record DiskSpace(ScratchPlaces places, Path folder) implements Examination {
    /// A scratch server's data directory with a long history in it.
    private static final long SCRATCH_BYTES = 256L << 20;

    /// Unpacked binaries and initialised data directories of two major versions.
    private static final long CACHE_BYTES = 512L << 20;

    private static final long PLAN_BYTES = 16L << 20;

    @Override
    public Topic topic() {
        return Topic.DISK_SPACE;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(scratch());
        findings.add(place("the cache", places.cache(), CACHE_BYTES, "export BACKOUT_CACHE=DIR"));
        findings.add(place("plan files", folder, PLAN_BYTES, "backout plan --out FILE"));
        return findings;
    }

    /// The first place with room is taken, so one is enough.
    private Finding scratch() {
        List<String> told = new ArrayList<>();
        for (Path place : places.runs()) {
            long free = free(place);
            if (free >= SCRATCH_BYTES) {
                return Finding.ok(
                        Topic.DISK_SPACE,
                        "%d MB free for scratch servers in %s".formatted(free >> 20, place));
            }
            told.add(
                    free < 0
                            ? place + " cannot be written"
                            : "%s has %d MB".formatted(place, free >> 20));
        }
        return Finding.problem(
                Topic.DISK_SPACE,
                "no room for a scratch server: " + String.join(", ", told),
                "df -h %s  # free %d MB in one of them"
                        .formatted(
                                String.join(
                                        " ", places.runs().stream().map(Path::toString).toList()),
                                SCRATCH_BYTES >> 20));
    }

    private static Finding place(String what, Path place, long needed, String remedy) {
        long free = free(place);
        if (free < 0) {
            return Finding.warning(
                    Topic.DISK_SPACE, "%s cannot be written: %s".formatted(what, place), remedy);
        }
        String text = "%d MB free for %s in %s".formatted(free >> 20, what, place);
        return free < needed
                ? Finding.warning(Topic.DISK_SPACE, text, remedy)
                : Finding.ok(Topic.DISK_SPACE, text);
    }

    /// In bytes; negative when nothing can be written there.
    private static long free(Path place) {
        Path there = place;
        while (!Files.exists(there)) {
            Path parent = there.getParent();
            if (parent == null) {
                return -1;
            }
            there = parent;
        }
        try {
            FileStore store = Files.getFileStore(there);
            return Files.isDirectory(there) && Files.isWritable(there)
                    ? store.getUsableSpace()
                    : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
