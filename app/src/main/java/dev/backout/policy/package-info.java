/// What a team demands of its migrations, and whether a checked migration meets it. Pure.
package dev.backout.policy;
