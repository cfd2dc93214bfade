/// Golden cases: one small file per object kind and aspect, judged by several oracles.
@NullMarked
package dev.backout.testkit.golden;

import org.jspecify.annotations.NullMarked;
