/// What `triage` says in the first minutes of an incident: what was probably done last, what it
/// touches, who is in whose way, and what is ready for the way back. Everything is read within a
/// few seconds; what could not be is said.
package dev.backout.triage;
