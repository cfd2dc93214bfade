/// Gates: what must hold before a run goes on. A gate is a step of the run that changes nothing, or
/// cleans up after itself; nobody's word but a person's lets a run pass one that does not hold.
package dev.backout.gate;
