package dev.backout.deploy;

import dev.backout.journal.Operator;
import dev.backout.migration.MigrationTool;

import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where a deployment works and for whom.
///
/// @param connections opens sessions in the target database
/// @param tool the migration tool whose place it takes
/// @param settings how it behaves
/// @param operator who deploys
/// @param listener is told what happens, by several threads
public record DeployPlace(
        Supplier<Connection> connections,
        MigrationTool tool,
        DeploySettings settings,
        Operator operator,
        Consumer<DeployEvent> listener) {}
