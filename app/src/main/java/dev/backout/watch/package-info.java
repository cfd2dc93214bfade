/// Watching metrics for a while when a run is done: a gate that takes its time. Its samples stand
/// in the journal, so that a process that dies in its middle loses none, and the report draws them.
package dev.backout.watch;
