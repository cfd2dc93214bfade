/// Programs of the host, run to their end.
@NullMarked
package dev.backout.testkit.process;

import org.jspecify.annotations.NullMarked;
