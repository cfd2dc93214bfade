/// The demonstration: a shop, a migration that goes wrong, and the way back, on a server of its
/// own.
package dev.backout.demo;
