package dev.backout.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A backup that is there, or the reason why there is none.
public sealed interface Backup {
    /// Its name, which a step's intent announced.
    String id();

    /// What a journal and a person should know, one line each.
    List<String> lines();

    /// A dump that was taken and checked.
    ///
    /// @param place the file or folder, complete
    /// @param manifest what is written down about it
    record Dump(Path place, Manifest manifest) implements Backup {
        @Override
        public String id() {
            return manifest.id();
        }

        @Override
        public List<String> lines() {
            return List.of(
                    "backup %s: %s".formatted(id(), manifest.contents()),
                    "%s, %s, SHA-256 %s"
                            .formatted(place, Sizes.bytes(manifest.bytes()), manifest.sha256()),
                    "%s, began %s, took %s; pg_restore lists %d entries, the rows of %d tables among them"
                            .formatted(
                                    manifest.tool(),
                                    manifest.began(),
                                    Sizes.time(manifest.took()),
                                    manifest.entries(),
                                    manifest.counts().size()));
        }
    }

    /// A snapshot that a command of the user took.
    ///
    /// @param reference the last line that the command printed; empty when it printed nothing
    record Snapshot(String id, String reference, Instant began, Duration took) implements Backup {
        @Override
        public List<String> lines() {
            String called = reference.isEmpty() ? "which printed no name" : "called " + reference;
            return List.of(
                    "backup %s: a snapshot by command, %s, began %s, took %s; Backout cannot look into it"
                            .formatted(id, called, began, Sizes.time(took)));
        }
    }

    /// What others keep.
    record Reference(String id, String name, ReferenceState state) implements Backup {
        @Override
        public List<String> lines() {
            String known =
                    switch (state) {
                        case ReferenceState.Verified verified ->
                                "verified to reach to " + verified.reachesTo();
                        case ReferenceState.Unverified unverified ->
                                "unverified: " + unverified.why();
                    };
            return List.of("backup %s: %s, kept by others, %s".formatted(id, name, known));
        }
    }

    /// None.
    record None(String id, String reason) implements Backup {
        @Override
        public List<String> lines() {
            return List.of("no backup: " + reason);
        }
    }
}
