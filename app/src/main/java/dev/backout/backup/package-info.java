/// What a backup is: the ways of having one, which way a run takes and why, the folder, the
/// manifest beside each file, and the order of what one would restore from. Starts no process.
package dev.backout.backup;
