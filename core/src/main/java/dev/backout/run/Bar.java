package dev.backout.run;

import java.time.Instant;

/// A script that must not be applied again.
///
/// @param migration the migration's name
/// @param checksum the script's checksum; another script of that name passes
/// @param run the run that barred it
/// @param since when
public record Bar(String migration, String checksum, String run, Instant since) {}
