/// The plan file: JSON that people read and machines check. `docs/plan.md` describes it.
package dev.backout.planfile;
