/// What `verify` says of a run: each thing that was looked at (`Checked`) and how it was found
/// (`Outcome`), as text and JSON.
///
/// The comparison of schema and history is core's `Verification`, which the run's own last step
/// uses as well; here are the row counts and the queries of `backout.yaml`.
package dev.backout.verify;
