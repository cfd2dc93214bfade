/// What an environment of backout.yaml says about everything around the database, and the steps of
/// a run that come of it.
@NullMarked
package dev.backout.runbook;

import org.jspecify.annotations.NullMarked;
