package dev.backout.cli;

import dev.backout.backup.BackupSettings;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.integration.pgdump.Backups;
import dev.backout.run.OutsideWork;
import dev.backout.surgical.BackupPlaces;
import dev.backout.surgical.SurgicalWork;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

/// What takes rows out of backups, as the settings have it.
///
/// @param site the live database
record SurgicalRun(Shell shell, Choices choices, Site site) {
    /// Opens backups.
    BackupPlaces places() {
        BackupSettings settings = Configuration.backupSettings(choices);
        return new BackupPlaces(
                shell.directory(),
                settings,
                new Backups(settings, shell.environment()).sources(),
                shell.environment(),
                Version.text(),
                (major, bytes) -> ScratchStart.roomy(choices, major, bytes),
                site.target().recordSchema(),
                site::connect);
    }

    /// What does it when a run gets there.
    ///
    /// @param named where the plan's backup lies on this machine; null when it is where the plan
    ///   says
    OutsideWork work(@Nullable String named) {
        return new SurgicalWork(
                places(), named, site::connect, new Vault(site.records()), site.tool());
    }
}
