/// The real node-pg-migrate as a judge.
@NullMarked
package dev.backout.testkit.nodepgmigrate;

import org.jspecify.annotations.NullMarked;
