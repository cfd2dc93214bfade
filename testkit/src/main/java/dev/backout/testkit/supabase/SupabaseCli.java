package dev.backout.testkit.supabase;

import dev.backout.testkit.npm.NpmFolder;
import dev.backout.testkit.process.ProgramResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The pinned command line of Supabase; a second per command. Thread-safe.
public final class SupabaseCli {
    private static final NpmFolder PACKAGES = new NpmFolder("supabase-cli");

    private SupabaseCli() {}

    /// The CLI, or the test is skipped.
    public static SupabaseCli required() {
        PACKAGES.require();
        return new SupabaseCli();
    }

    /// A command against a database, in a project's folder; whatever it asks is confirmed.
    public ProgramResult run(Path project, String url, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(
                PACKAGES.target()
                        .resolve("node_modules/@supabase/cli-linux-x64/bin/supabase")
                        .toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--remote=" + url, "--yes"));
        return ProgramResult.of(
                project,
                command,
                Map.of("NO_COLOR", "1", "DO_NOT_TRACK", "1", "PGSSLMODE", "disable"));
    }
}
