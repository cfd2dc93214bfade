package dev.backout.gate;

import dev.backout.integration.command.CommandSite;

import java.sql.Connection;
import java.util.function.Supplier;

/// Where gates are asked.
///
/// @param commands runs scripts, and fills in references
/// @param connections opens sessions of the role that runs the migrations, in autocommit mode
public record GateSite(CommandSite commands, Supplier<Connection> connections) {
    @Override
    public String toString() {
        return "GateSite[" + commands + "]";
    }

    /// The schema of the database in which names without one are looked for.
    String schema() {
        return commands.address().schema();
    }
}
