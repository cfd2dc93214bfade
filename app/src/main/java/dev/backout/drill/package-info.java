/// The drill: a backup restored into a scratch database, held against what was written down about
/// it, timed.
package dev.backout.drill;
