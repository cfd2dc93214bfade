package dev.backout.config;

import dev.backout.backup.BackupChoice;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What `deploy` demands, and what the vault keeps, by `backout.yaml`.
///
/// @param requireProof whether a migration is only applied when its way back is proved
/// @param failedRow whether a migration that fails leaves a row that stops later deployments
/// @param keepFor how long what is kept has to stay, or null: until somebody gives it up
/// @param warmAbove tables with more rows than that are copied from before the migration, or null
/// @param never tables (`public.sessions`) and columns (`public.users.card`) that are not kept
/// @param inPlace tables and columns that are kept in place when they are dropped
/// @param byName tables whose rows nobody writes by the position of columns
/// @param backup which backup is taken before a deployment that has something to apply, or null:
///   none, unless the policy demands one
/// @param gates whether the gates of the environment are asked afterwards
public record Deploying(
        boolean requireProof,
        boolean failedRow,
        @Nullable Duration keepFor,
        @Nullable Long warmAbove,
        List<String> never,
        List<String> inPlace,
        List<String> byName,
        @Nullable BackupChoice backup,
        boolean gates) {
    /// What applies when the file says nothing.
    public static final Deploying DEFAULT =
            new Deploying(false, true, null, null, List.of(), List.of(), List.of(), null, false);

    /// Copies the lists.
    public Deploying {
        never = List.copyOf(never);
        inPlace = List.copyOf(inPlace);
        byName = List.copyOf(byName);
    }
}
