package dev.backout.deploy;

import dev.backout.run.RunSettings;
import dev.backout.vault.KeepRules;
import dev.backout.vault.WarmSettings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How a deployment behaves.
///
/// @param run towards others: locks, tries, pauses, the schema of the records
/// @param failedRow whether a migration that fails leaves the row that the tool leaves, which stops
///   every later deployment
/// @param requireProof whether nothing is applied of which the way back is not proved
/// @param keepFor how long what is kept has to stay, or null when nobody said
/// @param rules what must not be kept
/// @param warm which columns are copied before the migration that drops them
/// @param engine the version of Backout
public record DeploySettings(
        RunSettings run,
        boolean failedRow,
        boolean requireProof,
        @Nullable Duration keepFor,
        KeepRules rules,
        WarmSettings warm,
        String engine) {
    /// What applies when nobody says otherwise.
    ///
    /// @param engine the version of Backout
    public static DeploySettings usual(String engine) {
        return new DeploySettings(
                RunSettings.DEFAULT,
                true,
                false,
                null,
                KeepRules.ALL,
                WarmSettings.DEFAULT,
                engine);
    }

    /// With another behaviour towards others.
    public DeploySettings with(RunSettings other) {
        return new DeploySettings(other, failedRow, requireProof, keepFor, rules, warm, engine);
    }

    /// With another way of copying columns beforehand.
    public DeploySettings with(WarmSettings other) {
        return new DeploySettings(run, failedRow, requireProof, keepFor, rules, other, engine);
    }
}
