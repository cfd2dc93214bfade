/// What people are told while something is under way: a `Message` says who, what, since when, until
/// when; a `Postbox` brings it to the `Channel`s in the background, so that none of them can stop
/// or delay what it tells about.
package dev.backout.message;
