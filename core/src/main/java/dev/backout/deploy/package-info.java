/// Applies migrations as their tool's own deployment does, and keeps what they destroy, with the
/// way back, in the same transaction (`Deployer`).
package dev.backout.deploy;
