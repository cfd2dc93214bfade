/// A small shop over HTTP in two releases, its processes, and those who order in it.
@NullMarked
package dev.backout.demo.shop;

import org.jspecify.annotations.NullMarked;
