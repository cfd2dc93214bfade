/// An application as a measuring instrument: what one with an object-relational mapper would send
/// to a database of some schema, run on another schema. Never shipped.
@NullMarked
package dev.backout.testkit.client;

import org.jspecify.annotations.NullMarked;
