/// Random schemas and migrations from a seed, and how a failing one is made small.
@NullMarked
package dev.backout.testkit.random;

import org.jspecify.annotations.NullMarked;
