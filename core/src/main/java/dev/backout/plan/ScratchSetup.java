package dev.backout.plan;

import dev.backout.proof.Subject;
import dev.backout.scratch.ExtensionOffer;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import java.util.List;
import java.util.Locale;

/// What a scratch database needs so that the history and the live schema can be reproduced there.
final class ScratchSetup {
    private ScratchSetup() {}

    /// Owner and roles of the live database, and those of its extensions that no migration makes
    /// and the server has.
    static ScratchOptions of(LiveSchema live, List<Subject> history, ScratchServer server) {
        List<String> extensions =
                live.extensions().stream()
                        .filter(name -> history.stream().noneMatch(one -> makes(one, name)))
                        .filter(name -> server.offer(name) != ExtensionOffer.MISSING)
                        .toList();
        return live.scratchOptions().withExtensions(extensions);
    }

    private static boolean makes(Subject subject, String extension) {
        String sql = subject.sql().toLowerCase(Locale.ROOT);
        return sql.contains("create extension") && sql.contains(extension.toLowerCase(Locale.ROOT));
    }
}
