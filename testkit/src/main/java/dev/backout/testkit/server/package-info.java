/// Throw-away servers for judging, started without any code of the product.
@NullMarked
package dev.backout.testkit.server;

import org.jspecify.annotations.NullMarked;
