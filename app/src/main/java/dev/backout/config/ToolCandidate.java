package dev.backout.config;

import java.nio.file.Path;

/// A folder that looks like a project of a migration tool other than Prisma.
sealed interface ToolCandidate permits NodePgCandidate, SupabaseCandidate {
    /// The folder in which the tool is started.
    Path root();

    /// What it was found by.
    String why();

    /// The directory with the migrations, as the tool would find it.
    Path migrations();

    /// What people write behind `--tool`.
    default String tool() {
        return switch (this) {
            case NodePgCandidate _ -> ProjectTool.NODE_PG_MIGRATE;
            case SupabaseCandidate _ -> ProjectTool.SUPABASE;
        };
    }
}
