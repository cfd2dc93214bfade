/// Why a migration failed: what the tool recorded, in words that people can act on.
package dev.backout.failure;
