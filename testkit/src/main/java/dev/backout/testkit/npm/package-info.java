/// Programs that tests get from npm.
@NullMarked
package dev.backout.testkit.npm;

import org.jspecify.annotations.NullMarked;
